### English. Every text that people see is here; it may be edited without touching the program.
### Rules: warm and short, the verb first, a word beside every emoji.
### What stands in { } is filled in by the program; leave it as it is.

## The mark of a drill (before every line and button)
drill-mark = DRILL

## Kinds and states
severity-darurat = urgent
severity-biasa = routine
verdict-genuine = It is real
verdict-hoax = Hoax
verdict-unclear = Not clear
verdict-handled = Already handled
verdict-emoji-genuine = ✅
verdict-emoji-hoax = ❌
verdict-emoji-unclear = ❓
verdict-emoji-handled = ✔️
standing-provisional = 1 report, waiting for one more
standing-confirmed = confirmed
standing-disputed = reports differ, the operator decides
operator-name = operator 112
signed = { $name }, operator 112

## Buttons
button-broadcast = 📢 Broadcast
button-change = ✏️ Change
button-discard = ✖️ Discard
button-part-kind = Kind
button-part-place = Place
button-part-details = Details
button-back = ↩️ Back
button-kind = { $emoji } { $name }
button-zone = { $name }
button-zone-used = ✅ { $name }
button-neither = None of these
button-elsewhere = Not there
button-coming = 🏃 On my way
button-decline = 🙅 Can't come
button-map = 🗺 Open map
button-phone = ☎️ Call the operator
button-on-scene = 📍 I am there
button-withdraw = ↩️ Not coming after all
button-eta = { $minutes } minutes
button-first-aid-card = ⛑ First aid
button-verdict-genuine = ✅ It is real
button-verdict-hoax = ❌ Hoax
button-verdict-unclear = ❓ Not clear
button-verdict-handled = ✔️ Already handled
button-aid = ⛑ First aid given
button-crowd = 👥 Crowd
button-officers = 🚒 Officers arrived
button-sos = 🆘 Volunteer SOS
button-finish = 🏁 Finished
button-aid-next = ➡️ Next
button-aid-people = { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
button-aid-people-more = { $n } people or more
button-remind = 🔁 Remind
button-widen = ↔️ Widen
button-roll = 📋 Roll
button-stand-down = 🛑 Stand down
button-close = ✅ Close
button-show = { $tag }
button-merge = 🔗 Merge into { $tag }

## First aid that was given
aid-perdarahan = Stopped bleeding
aid-rjp = Chest compressions
aid-luka-bakar = Burns
aid-bidai = Splint
aid-posisi = Recovery position
aid-temani = Stayed with them

## The alarm to volunteers
alarm =
    { $emoji } <b>{ $kind }</b> · { $severity }   { $tag }
    { $place }
    { $distance }
    { $details }
    Reported { $time }

    <b>Can you go? Answer with one button.</b>
distance-home = ± { $distance } from your home
distance-work = ± { $distance } from your workplace
distance-home-approximate = ± { $distance } from your home (estimate)
distance-work-approximate = ± { $distance } from your workplace (estimate)
sensitive-place = Zone { $zone }. Address and details show after you press "On my way".
title = { $emoji } { $kind }, { $place }
coming =
    🏃 <b>You are on the way</b> · { $time }   { $tag }
    { $title }
    { $details }
    { $eta }
    { $first_aid }
    ☎️ Operator: { $phone }
eta-question = How long will it take?
eta-given = Expected in { $minutes } minutes (counted from { $time })
first-aid-short =
    ⛑ <b>Before the officers arrive</b> ({ $review }):
    { $steps }
first-aid-unreviewed = not yet reviewed by the Red Cross (PMI)
first-aid-reviewed = reviewed
first-aid-card =
    ⛑ <b>{ $title }</b> ({ $review })
    { $steps }

    Do not:
    { $donts }

    { $urgent }
    Source: { $source }
on-scene =
    📍 <b>You are there</b> · { $time }   { $tag }
    { $title }
    { $own }
    <b>What do you see?</b>
    Photos, voice messages and words that you send go into the report.
own-verdict = Your answer: { $emoji } { $verdict }
own-aid = ⛑ You helped { $people ->
        [one] { $people } person
       *[other] { $people } people
    }: { $what }
own-officers = 🚒 Officers arrived { $time }
aid-what =
    ⛑ <b>What have you done?</b>   { $tag }
    More than one is fine, then press Next.
aid-count =
    ⛑ <b>How many people were helped?</b>   { $tag }
    { $what }
declined =
    🙅 You can't come. Thank you for answering.   { $tag }
    { $title }
    Changed your mind? Press On my way.
left =
    🏁 You have finished · { $time }. Thank you.   { $tag }
    { $title }
withdrawn =
    ↩️ You are not coming after all · { $time }   { $tag }
    { $title }
    Can you go again? Press On my way.
released =
    ⌛ You are no longer counted as coming.   { $tag }
    { $title }
    Can you still go? Press one of the buttons.
ended-closed =
    ✅ <b>Closed</b> by { $by }, { $time }   { $tag }
    { $title }
    Thank you.
ended-cancelled =
    🛑 <b>STAND DOWN</b> by { $by }, { $time }   { $tag }
    { $title }
    No need to come. Thank you.
ended-merged =
    🔗 <b>Merged</b> with { $other } by { $by }, { $time }   { $tag }
    { $title }
    On your way? Go on with the message { $other }.
reminder =
    🔔 <b>Still needed:</b> { $title } { $tag }
    { $distance }
    { $nobody }
reminder-nobody = Nobody is on the way yet.
stand-down =
    🛑 <b>STAND DOWN</b> { $tag }
    { $title }
    No need to come. Thank you.
    ({ $by }, { $day } { $time })
closed =
    ✅ <b>FINISHED</b> { $tag }
    { $title }
    The incident is closed. Thank you for your help.
    ({ $by }, { $day } { $time })
ask-coming =
    ❔ <b>Still on your way?</b> { $tag }
    { $title }
    Without an answer in { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } you are no longer counted as coming.
released-notice =
    ⌛ You did not answer, so you are no longer counted as coming. { $tag }
    Can you still go? Press On my way or I am there.
ask-verdict =
    ❔ <b>What do you see there?</b> { $tag }
    { $title }
sos =
    🆘 <b>A VOLUNTEER NEEDS HELP</b> { $tag }
    { $name } ({ $community }) pressed SOS on the scene at { $time }.
    { $place }
    Know how they are? Call the operator: { $phone }
coordinator-city =
    ⚠️ No volunteer is on the way to { $tag } yet.
    { $title }
    The alarm has reached the whole city. Please help to find volunteers.

## Operator
preview =
    { $state }
    { $emoji } <b>{ $kind }</b> · { $severity }
    { $place }
    { $details }
    { $found }
    { $coverage }
    { $agencies }
    { $warning }
preview-ready = <b>Check first, then broadcast</b>
preview-kind-missing = Kind not known yet
found-kecamatan = Zone: { $zone } (from the kecamatan's name)
found-kelurahan = Zone: { $zone } (from the kelurahan { $name })
found-place = Zone: { $zone } (from the place: { $name })
found-street = Zone: { $zone } (from the street: { $name })
found-junction = Zone: { $zone } (from the junction: { $name })
found-geocoder = Zone: { $zone } (found on OpenStreetMap: { $name }). ⚠️ Check it first.
found-coordinates = Zone: { $zone } (from coordinates)
found-location = Zone: { $zone } (from the location that was sent)
found-snapped = Zone: { $zone } (the point is { $metres } m outside the city, the nearest zone is used)
found-across = Zone: { $zone } (chosen by the operator; the point is { $metres } m from the border, in { $other })
found-village = Kelurahan: { $name }
found-village-approximate = Kelurahan: { $name } (estimate)
found-border = ⚠️ Only { $metres } m from the border of { $other }. Choose the right zone if this is wrong.
found-approximate = ⚠️ This zone is an estimate, by the nearest kelurahan's point: there is no map of the borders yet.
found-chosen = Zone: { $zone } (chosen by the operator)
coverage =
    To be called: { $called ->
        [one] { $called } volunteer
       *[other] { $called } volunteers
    } · { $on_duty } on duty · { $first_aiders } trained in first aid
    Unreachable: { $blocked } · off duty: { $off_duty }
coverage-untested = Test alarm not answered yet: { $n }
coverage-none =
    ⚠️ No volunteer can be called in this zone.
    Once broadcast, the alarm goes to the neighbouring kecamatan at once.
agencies = Agencies: { $names }
twin = ⚠️ The same event? { $tag }: { $title } ({ $time })
ask-kind =
    <b>What kind of incident?</b>
    Choose, or reply to this message with the kind.
ask-kind-unknown = <b>"{ $typed }" is not known.</b> Which one do you mean?
ask-place =
    <b>Where?</b>
    Reply to this message with the address, send a location, or choose a kecamatan.
ask-place-unknown =
    <b>I could not find "{ $place }".</b>
    Send a location, add the kelurahan, or choose a kecamatan:
ask-place-link =
    <b>That map link carries no coordinates.</b>
    Send a location (📎, then Location), type the address, or choose a kecamatan:
ask-place-ambiguous = <b>"{ $place }" is in several kecamatan.</b> Which one?
ask-place-perhaps = <b>"{ $place }" is perhaps in this kecamatan.</b> Is it?
ask-place-outside =
    <b>"{ $place }" is outside the city ({ $regency }).</b>
    Pass it on to 112 there. A mistake? Choose the kecamatan:
ask-place-swapped =
    <b>Latitude and longitude seem to be swapped.</b>
    Do you mean { $lat }, { $lon } in { $zone }?
ask-place-beyond =
    <b>"{ $place }" is outside the city.</b>
    Pass it on to 112 there. A mistake? Choose the kecamatan:
ask-details =
    <b>Details?</b>
    Reply to this message with a few words.
ask-choice = <b>What should change?</b>
merged-draft = 🔗 Merged with { $other } ({ $by }, { $time }).
discarded = ✖️ Not broadcast ({ $by }, { $time }).
operator-card =
    { $emoji } <b>{ $kind }</b> · { $severity } · since { $time }   { $tag }
    { $place }
    { $details }
    { $delivery }
    Wave: { $reach }

    { $people }
    { $verdict }
    { $aid }
    { $officers }
    { $crowd }
    { $notes }
    { $agencies }
delivery = Called { $called } · accepted by Telegram { $accepted } · failed { $failed }
delivery-sending = ⏳ { $accepted } of { $called } accepted by Telegram{ $failed ->
        [0] {""}
       *[other] , { $failed } failed
    }, the rest in ± { $unit ->
        [minutes] { $n } min
       *[seconds] { $n } s
    }
delivery-stuck = ⏳ { $accepted } of { $called } accepted by Telegram{ $failed ->
        [0] {""}
       *[other] , { $failed } failed
    }, the rest is waiting: Telegram does not answer yet
reach-1 = zone { $zone }
reach-2 = { $zone } and the neighbouring kecamatan
reach-2-guessed = { $zone } and the neighbouring kecamatan (estimate)
reach-3 = the whole city
people-coming = 🏃 On the way ({ $n }): { $names }
people-on-scene = 📍 On scene ({ $n }): { $names }
people-left = 🏁 Finished ({ $n }): { $names }
people-none = ⏳ Nobody is on the way yet. Can't come: { $declined }, not answered: { $silent }
person-coming = { $name } ({ $community })
person-coming-eta = { $name } ({ $community }) ± { $minutes } minutes
person-left = { $name } { $time }
person-on-scene = { $name } ({ $community }) since { $time }
and-more = and { $n } more
card-verdict = { $emoji } { $verdict } — { $standing }
card-aid = ⛑ First aid: { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $what } ({ $name })
card-officers = 🚒 Officers arrived { $time } ({ $by })
card-crowd = 👥 A crowd on the scene
card-note = 📝 "{ $text }" ({ $name } { $time })
card-note-media = 📝 { $media } ({ $name } { $time })
media-photo = photo
media-voice = voice message
media-video = video
media-document = file
media-sticker = sticker
media-location = location
operator-ended =
    { $head }
    { $emoji } { $kind } · { $place }   { $tag }
    Began { $start } · called { $called } · answered { $answered } · came { $came }
    { $verdict }
operator-closed = ✅ <b>CLOSED</b> { $by }, { $time }
operator-cancelled = 🛑 <b>STAND DOWN</b> { $by }, { $time }
operator-merged = 🔗 <b>MERGED</b> with { $other }, { $by }, { $time }
overview =
    🗂 <b>{ $n } other incidents, quiet.</b> Press a number to see its card.
    Volunteers are there or coming. Anything important still appears here.

    { $rows }
overview-row = { $tag } { $emoji } { $kind }, { $zone } · { $people } · since { $time }{ $crowd }
overview-coming = on the way { $n }
overview-on-scene = on scene { $n }
overview-crowd = {" "}· 👥 crowd
overview-more = and { $n } more: send /aktif
overview-done = 🗂 This overview is over. Every incident has its own card again.
former-card = ⬇️ The card of { $tag } is further down now.
line-first-coming = 🏃 { $name } ({ $community }) is on the way, { $time }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } after the broadcast. { $tag }
line-first-on-scene = 📍 { $name } ({ $community }) is on the scene, { $time }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } after the broadcast. { $tag }
line-verdict = { $emoji } { $verdict } — { $standing } ({ $name }, { $time }). { $tag }
line-hoax = ❌ Hoax, confirmed. Press Stand down so that nobody else comes. { $tag }
line-aid = ⛑ { $name } gave first aid: { $people ->
        [one] { $people } person
       *[other] { $people } people
    }, { $what }. { $tag }
line-officers = 🚒 Officers arrived at { $time } ({ $name }). { $tag }
line-reopened = ⚠️ { $name } is not coming after all. Nobody is on the way to { $tag } any more.
line-released = ⚠️ { $name } did not answer and is no longer counted as coming. { $tag }
line-released-last = ⚠️ { $name } did not answer and is no longer counted as coming. Nobody is on the way to { $tag } any more.
line-nobody =
    ⚠️ <b>No volunteer</b> is on the way to { $tag } after { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
    Call the agencies directly.
    { $called ->
        [one] { $called } person has
       *[other] { $called } people have
    } been called. The alarm stays open.
line-widened = ↔️ { $tag } widened to { $reach }. { $n ->
        [one] { $n } more person
       *[other] { $n } more people
    } called.
line-empty-zone = ↔️ No volunteer can be called in zone { $zone }. { $tag } was widened at once, { $n ->
        [one] { $n } person
       *[other] { $n } people
    } called.
line-nobody-at-all = ⚠️ Not one volunteer can be called for { $tag }. Call the agencies directly.
line-remind = 🔁 { $tag }: { $n ->
        [one] { $n } person who has not answered was
       *[other] { $n } people who have not answered were
    } reminded.
line-sos =
    🆘 <b>SOS from { $name }</b> ({ $community }) on the scene of { $tag }, { $time }. Call at once.
    { $phone }
line-phone = ☎️ { $phone }
line-stale = ❔ { $tag } has been running for { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }. Still needed? If not, press Close.
line-note = 📝 { $name }: "{ $text }" { $tag }
line-note-media = 📝 { $name } sent: { $media } { $tag }
line-merged = 🔗 Another report was merged into { $tag }. { $other } { $text }

## Short answers (shown for a moment)
toast-coming = You are on the way. Take care on the road.
toast-decline = Noted: you can't come. Thank you.
toast-on-scene = Noted: you are there.
toast-withdraw = Noted: not coming after all.
toast-finish = Noted: finished. Thank you.
toast-eta = Noted: { $minutes } minutes.
toast-verdict = Noted: { $verdict }.
toast-verdict-afar = Noted: { $verdict } (from afar, not counted).
toast-aid = Noted. Thank you.
toast-officers = Noted: officers arrived.
toast-crowd = Noted: crowd.
toast-sos = SOS sent to the operator and the other volunteers of this incident.
toast-phone = Operator's telephone: { $phone }
toast-already = Noted already.
toast-broadcast = Broadcast to { $n ->
        [one] { $n } volunteer
       *[other] { $n } volunteers
    }.
toast-reminded = { $n ->
        [one] { $n } person
       *[other] { $n } people
    } reminded.
toast-just-reminded = They were reminded just now. Wait a minute.
toast-widened = Widened: { $n ->
        [one] { $n } more person
       *[other] { $n } more people
    } called.
toast-closed = Closed.
toast-stood-down = Stand-down sent.
toast-merged = Merged.
toast-card-below = Its card is further down.
toast-discarded = Not broadcast.
toast-done = All right.

note-kept = 📝 Noted for { $tag } and passed on to the operator.

## Refusals: always with what can be done
refused-not-operator = Only operators of 112 can do this. Ask an admin for the role of operator.
refused-not-admin = Only admins can give roles. Ask an admin.
refused-not-volunteer = You are not registered as a volunteer. Send /start to begin.
refused-not-alarmed = This alarm is not for you. Wait for one in your zone.
refused-suspended = Your membership is suspended. Contact your coordinator.
refused-unknown-incident = This incident does not exist. Use the buttons of the newest message.
refused-not-open = This incident has not been broadcast yet. Press Broadcast first.
refused-ended = This incident was closed by { $by } at { $time }. Your answer is kept all the same.
refused-already-broadcast = Already broadcast by { $by } at { $time }.
refused-discarded = Already discarded by { $by } at { $time }. Send /insiden again if needed.
refused-merged = Already merged into another incident by { $by } at { $time }. Use that incident's card.
refused-incomplete = Not complete yet. Give the kind and the place first.
refused-not-now = This button is no longer valid. Use the buttons of the newest message.
refused-widest = It is the whole city already. Press Remind, or call the agencies directly.
refused-nobody-silent = There is nobody to remind. Need more people? Press Widen.
refused-other-community = This person is not from your community. Wait for that community's coordinator.
refused-not-pending = This registration has been decided already. See the decision in that message.
refused-stale-button = This button is not known. Use the buttons of the newest message.

## Commands
help =
    <b>The volunteers' bot of 112 { $city }</b>
    When something happens in your kecamatan, you are called here.
    One button is enough to answer.
    This bot is an addition: in an emergency always call 112.

    { $commands }
help-everyone =
    /bantuan – this message
help-volunteer =
    /profil – see and change my details
    /siaga – I can be called
    /libur – do not call me for now
help-coordinator =
    /roll – roll of an incident
help-newcomer =
    /daftar – become a volunteer
help-operator =
    /insiden kind; place; details – broadcast an incident
    /latihan kind; place; details – a drill
    /aktif – running incidents
help-admin =
    /peran – who is operator, coordinator, admin
duty-on = ✅ You are on duty. You are called when something happens in your zones ({ $zones }).
duty-off =
    🌙 You are off duty. You are not called until you send /siaga.
active-none = No incident is running.
active-title =
    <b>Running incidents ({ $n })</b>
    ⏳ nobody on the way yet · 🏃 taken
active-row = { $mark } { $tag } { $title } · { $time } · on the way { $coming }, on scene { $on_scene }
active-untaken = ⏳
active-taken = 🏃
roles-title = <b>Roles</b>
roles-none = No role has been given yet.
roles-row = { $role } · { $name } ({ $id })
roles-row-community = { $role } { $community } · { $name } ({ $id })
role-operator = operator
role-coordinator = coordinator
role-admin = admin
roles-usage =
    Write one of these:
    <code>/peran operator 7001</code>
    <code>/peran koordinator fkpm 7001</code>
    <code>/peran admin 7001</code>
    <code>/peran cabut operator 7001</code> (takes it away)
    Or reply to the person's message without the number.
    A person's Telegram number is shown when they send /start.
roles-unknown-role = "{ $word }" is not a role. Choose: operator, koordinator, admin.
roles-unknown-community = "{ $word }" is not a community. Choose: { $known }.
roles-granted = ✅ { $name } is { $role } now.
roles-has = { $name } is { $role } already.
roles-revoked = ✅ { $name } is not { $role } any more.
roles-hasnt = { $name } is not { $role }.
not-understood = I did not understand. Send /bantuan to see what you can do.
menu-bantuan = Help
menu-siaga = I can be called
menu-libur = Do not call me for now
menu-insiden = Broadcast an incident
menu-latihan = Broadcast a drill
menu-aktif = Running incidents
menu-peran = Who is operator, coordinator, admin
menu-start = Begin
menu-description = The volunteers' bot of 112 { $city }. When something happens in your kecamatan you are called here. An addition to 112, not a replacement: in an emergency always call 112.
menu-short-description = Calls the volunteers of 112 { $city }. In an emergency always call 112.
start-known = Welcome back, { $name }. Send /bantuan to see what you can do.
start-new =
    Welcome. This is the volunteers' bot of 112 { $city }.
    When something happens in your kecamatan, you are called here.
    One button is enough to answer.
    This bot is an addition to 112 and does not guarantee that help comes.
    In an emergency always call 112.

    Only what is needed to call you is kept: name, number, community, where you live and work, skills, and your answers.
    Your Telegram number: <code>{ $id }</code>

## Registration
button-join = 📝 Become a volunteer
button-kept = ❔ What is kept?
button-agree = ✅ I agree
button-disagree = ✖️ Not after all
button-contact = 📱 Share my number
button-same = 🏠 Same as home
button-skip = ⏭ Skip
button-whole-zone = I don't know the kelurahan
button-skills-done = ➡️ Next
button-send = 📨 Send registration
button-restart = 🔄 Start again
button-edit-name = ✏️ Name
button-edit-community = ✏️ Community
button-edit-home = ✏️ Home
button-edit-work = ✏️ Workplace
button-edit-skills = ✏️ Skills
button-edit-language = ✏️ Language
button-edit-contact = ✏️ Number
button-approve = ✅ Approve
button-reject = ❌ Turn down
button-heard = 👂 I hear it
skill-p3k = First aid
skill-pemadam = Firefighting
skill-sar = Water rescue
skill-evakuasi = Evacuation
skill-radio = Radio
skill-isyarat = Sign language
status-registering = not finished registering
status-pending = waiting for approval
status-active = active
status-rejected = not approved
status-suspended = suspended
join-kept =
    <b>What is kept:</b> name, telephone number, community, the points of home and workplace, skills, and what you answer and send at each alarm.
    Other volunteers never see your number.
    Operators and coordinators see your name, community and answers.
    Those who approve registrations also see your number and places.
    You can change it with /profil.
join-consent =
    <b>May your details be kept?</b>
    Name, telephone number, community, where you live and work, skills, and what you answer and send at each alarm.
    Other volunteers do not see your number.
join-contact =
    <b>Share your number.</b>
    Press Share my number below the text field.
join-name =
    <b>What is your name?</b>
    Write the name people call you by.
join-name-empty = The name is empty. Write the name people call you by.
join-name-letters = A name needs letters so that operators can read it. Write the name people call you by.
join-name-long = The name is too long. Write at most 60 letters.
join-community =
    <b>Your community?</b>
    Choose one.
join-home =
    <b>Where is your home?</b>
    Send a location (📎 then Location), write the kelurahan, or choose a kecamatan.
join-work =
    <b>Where do you work?</b>
    You are called for incidents there as well.
    Send a location, write the kelurahan, choose a kecamatan, or skip.
join-village = <b>Which kelurahan in { $zone }?</b>
join-which-zone = <b>That name is in several kecamatan.</b> Which one?
join-perhaps-zone = <b>Perhaps in this kecamatan.</b> Is it? If not, write the name of your kelurahan or kecamatan.
join-place-unknown = I could not find "{ $word }".
join-place-link = That map link carries no coordinates. Send a location (📎, then Location), or type the address.
join-place-swapped = Latitude and longitude seem to be swapped. Do you mean { $word }? Write it so, or send a location.
join-place-outside = That place is outside the city. Volunteers of this bot live or work in the city.
join-skills =
    <b>Your skills?</b>
    More than one is fine, none is fine too. Then press Next.
join-language = <b>Which language?</b>
join-confirm = <b>Is this right? Check, then send.</b>
join-sent =
    📨 Registration sent.
    Your community's coordinator will check it. You will be told here.
join-declined = All right, nothing is kept. Send /daftar if you change your mind.
join-known = You are registered already ({ $status }). Send /profil to see or change your details.
join-foreign-contact = That is somebody else's number. Press the button Share my number below the text field.
join-bad-phone = That number cannot be used. Contact your coordinator.
join-phone-taken = This number is registered with another account. Contact your coordinator.
join-welcome =
    🎉 <b>Welcome, { $name }.</b> You are a volunteer now.
    Make this chat loud enough to be heard at night:
    press the bot's name at the top, then Notifications, then choose a loud tone.
    A test alarm follows.
join-rejected =
    Your registration was not approved.
    Contact your community's coordinator, then send /daftar to try again.
test-alarm =
    🔔 <b>TEST</b> — not an incident.
    Do you hear it? Press this button.
join-ready =
    ✅ You are ready to be called.
    Send /libur when you can't come, /siaga when you can again.
    Send /profil to change your details.
profile = <b>Your profile</b> · { $status }
profile-change = What do you want to change?
profile-none = none yet
profile-facts =
    Name: { $name }
    Number: { $phone }
    Community: { $community }
    Home: { $home }
    Workplace: { $work }
    Skills: { $skills }
approval = <b>A new volunteer registers. Approve?</b>
approval-again = 📝 { $name } registers again. Decide on the registration card above.
approval-yes = ✅ <b>Approved</b> by { $by }, { $time }
approval-no = ❌ <b>Turned down</b> by { $by }, { $time }
toast-approved = { $name } approved.
toast-rejected = { $name } turned down.
toast-heard = Thank you. You are ready to be called.
menu-daftar = Become a volunteer
menu-profil = See and change my details
menu-roll = Roll
refused-incomplete-registration = Not complete yet. Answer the question below first.

## The roll
roll-title = 📋 <b>Roll</b> { $tag } · { $kind }, { $zone } · { $start }–{ $end }
roll-now = now
roll-totals = Called { $called } · accepted by Telegram { $accepted } · answered { $answered } ({ $percent } %) · came { $came }
roll-times = First on the way: { $pickup } · first on the scene: { $arrival }
roll-never = nobody yet
roll-minutes = { $minutes } min { $seconds } s
roll-row = { $mark } { $name } · { $community }   { $story } { $extras }
roll-coming = on the way { $time }
roll-on-scene = there { $time }
roll-left = finished { $time }
roll-stay = ({ $minutes } min on the scene)
roll-withdrawn = withdrew { $time }
roll-released = released { $time }
roll-arrow = →
roll-declined = 🙅 Can't come ({ $n }): { $names }
roll-silent = … Not answered ({ $n }): { $names }
roll-failed = ✖️ Unreachable ({ $n }): { $names }
roll-waiting = ⏳ Waiting to be sent ({ $n })
roll-person = { $name } ({ $community })
roll-person-why = { $name } ({ $why })
why-blocked = blocked the bot
why-deactivated = account deleted
why-never = never started the bot
why-expired = too late
why-dropped = not sent after all
why-other = failed
roll-late = 🕘 Answered after the end: { $n }
roll-refused = Only coordinators and operators can see the roll. Ask an admin for a role.
roll-none = No incident yet.
roll-unknown = There is no incident "{ $word }". Write it like <code>/roll 0421</code>.

## The map of a city (`kentongan city check`)
map-title = { $name } ({ $code })
map-counts = { $zones } kecamatan, { $kelurahan } kelurahan
map-approximate = { $zones } kecamatan, { $kelurahan } kelurahan (approximate: without borders)
map-borders = Borders: { $owner }. Dots: kelurahan.
map-no-owner = source not yet named
map-links = Dots: kelurahan. Lines: kecamatan that are neighbours.
