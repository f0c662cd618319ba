### Bahasa Indonesia. Setiap teks yang dilihat orang ada di sini; boleh disunting tanpa mengubah program.
### Aturan: hangat dan singkat, kata kerja di depan, setiap emoji ditemani kata.
### Kata di dalam { } diisi oleh program; jangan diubah.

## Tanda latihan (di depan setiap baris dan tombol)
drill-mark = LATIHAN

## Jenis dan keadaan
severity-darurat = darurat
severity-biasa = biasa
verdict-genuine = Benar terjadi
verdict-hoax = Palsu
verdict-unclear = Belum jelas
verdict-handled = Sudah ditangani
verdict-emoji-genuine = ✅
verdict-emoji-hoax = ❌
verdict-emoji-unclear = ❓
verdict-emoji-handled = ✔️
standing-provisional = 1 laporan, menunggu satu lagi
standing-confirmed = terkonfirmasi
standing-disputed = laporan berbeda, operator yang memutuskan
operator-name = operator 112
signed = { $name }, operator 112

## Tombol
button-broadcast = 📢 Siarkan
button-change = ✏️ Ubah
button-discard = ✖️ Batal
button-part-kind = Jenis
button-part-place = Tempat
button-part-details = Keterangan
button-back = ↩️ Kembali
button-kind = { $emoji } { $name }
button-zone = { $name }
button-zone-used = ✅ { $name }
button-neither = Tidak ada di sini
button-elsewhere = Bukan di situ
button-coming = 🏃 Menuju lokasi
button-decline = 🙅 Tidak bisa
button-map = 🗺 Buka peta
button-phone = ☎️ Hubungi operator
button-on-scene = 📍 Sudah di lokasi
button-withdraw = ↩️ Batal menuju
button-eta = { $minutes } menit
button-first-aid-card = ⛑ Pertolongan pertama
button-verdict-genuine = ✅ Benar terjadi
button-verdict-hoax = ❌ Palsu
button-verdict-unclear = ❓ Belum jelas
button-verdict-handled = ✔️ Sudah ditangani
button-aid = ⛑ Pertolongan pertama diberikan
button-crowd = 👥 Ramai kerumunan
button-officers = 🚒 Petugas tiba
button-sos = 🆘 SOS relawan
button-finish = 🏁 Selesai
button-aid-next = ➡️ Lanjut
button-aid-people = { $n } orang
button-aid-people-more = { $n } orang atau lebih
button-remind = 🔁 Ingatkan
button-widen = ↔️ Perluas
button-roll = 📋 Daftar respon
button-stand-down = 🛑 Batalkan siaga
button-close = ✅ Tutup
button-show = { $tag }
button-merge = 🔗 Gabung ke { $tag }

## Pertolongan pertama yang diberikan
aid-perdarahan = Hentikan darah
aid-rjp = Pijat jantung
aid-luka-bakar = Luka bakar
aid-bidai = Bidai
aid-posisi = Posisi miring
aid-temani = Menemani

## Panggilan kepada relawan
alarm =
    { $emoji } <b>{ $kind }</b> · { $severity }   { $tag }
    { $place }
    { $distance }
    { $details }
    Dilaporkan { $time }

    <b>Bisa ke sana? Jawab dengan satu tombol.</b>
distance-home = ± { $distance } dari rumah Anda
distance-work = ± { $distance } dari tempat kerja Anda
distance-home-approximate = ± { $distance } dari rumah Anda (perkiraan)
distance-work-approximate = ± { $distance } dari tempat kerja Anda (perkiraan)
sensitive-place = Zona { $zone }. Alamat dan keterangan tampil setelah Anda menekan "Menuju lokasi".
title = { $emoji } { $kind }, { $place }
coming =
    🏃 <b>Anda menuju lokasi</b> · { $time }   { $tag }
    { $title }
    { $details }
    { $eta }
    { $first_aid }
    ☎️ Operator: { $phone }
eta-question = Berapa lama lagi?
eta-given = Perkiraan tiba: { $minutes } menit lagi (sejak { $time })
first-aid-short =
    ⛑ <b>Sebelum petugas tiba</b> ({ $review }):
    { $steps }
first-aid-unreviewed = belum ditinjau PMI
first-aid-reviewed = sudah ditinjau
first-aid-card =
    ⛑ <b>{ $title }</b> ({ $review })
    { $steps }

    Jangan:
    { $donts }

    { $urgent }
    Sumber: { $source }
on-scene =
    📍 <b>Anda di lokasi</b> · { $time }   { $tag }
    { $title }
    { $own }
    <b>Apa yang Anda lihat?</b>
    Foto, suara, dan tulisan yang Anda kirim masuk ke laporan.
own-verdict = Jawaban Anda: { $emoji } { $verdict }
own-aid = ⛑ Anda menolong { $people } orang: { $what }
own-officers = 🚒 Petugas tiba { $time }
aid-what =
    ⛑ <b>Apa yang sudah Anda lakukan?</b>   { $tag }
    Boleh lebih dari satu, lalu tekan Lanjut.
aid-count =
    ⛑ <b>Berapa orang yang ditolong?</b>   { $tag }
    { $what }
declined =
    🙅 Anda tidak bisa datang. Terima kasih sudah menjawab.   { $tag }
    { $title }
    Berubah pikiran? Tekan Menuju lokasi.
left =
    🏁 Anda sudah selesai · { $time }. Terima kasih.   { $tag }
    { $title }
withdrawn =
    ↩️ Anda batal menuju · { $time }   { $tag }
    { $title }
    Bisa lagi? Tekan Menuju lokasi.
released =
    ⌛ Anda tidak lagi dihitung menuju.   { $tag }
    { $title }
    Masih bisa? Tekan salah satu tombol.
ended-closed =
    ✅ <b>Sudah ditutup</b> oleh { $by }, { $time }   { $tag }
    { $title }
    Terima kasih.
ended-cancelled =
    🛑 <b>BATAL SIAGA</b> oleh { $by }, { $time }   { $tag }
    { $title }
    Tidak perlu datang. Terima kasih.
ended-merged =
    🔗 <b>Digabung</b> dengan { $other } oleh { $by }, { $time }   { $tag }
    { $title }
    Anda menuju? Lanjutkan pada pesan { $other }.
reminder =
    🔔 <b>Masih dibutuhkan:</b> { $title } { $tag }
    { $distance }
    { $nobody }
reminder-nobody = Belum ada yang menuju.
stand-down =
    🛑 <b>BATAL SIAGA</b> { $tag }
    { $title }
    Tidak perlu datang. Terima kasih.
    ({ $by }, { $day } { $time })
closed =
    ✅ <b>SELESAI</b> { $tag }
    { $title }
    Kejadian sudah ditutup. Terima kasih atas bantuan Anda.
    ({ $by }, { $day } { $time })
ask-coming =
    ❔ <b>Masih menuju lokasi?</b> { $tag }
    { $title }
    Tanpa jawaban dalam { $minutes } menit, Anda tidak dihitung menuju lagi.
released-notice =
    ⌛ Anda tidak menjawab, jadi tidak lagi dihitung menuju. { $tag }
    Masih bisa? Tekan Menuju lokasi atau Sudah di lokasi.
ask-verdict =
    ❔ <b>Apa yang Anda lihat di lokasi?</b> { $tag }
    { $title }
sos =
    🆘 <b>RELAWAN BUTUH BANTUAN</b> { $tag }
    { $name } ({ $community }) menekan SOS di lokasi, pukul { $time }.
    { $place }
    Tahu keadaannya? Telepon operator: { $phone }
coordinator-city =
    ⚠️ Belum ada relawan yang menuju { $tag }.
    { $title }
    Panggilan sudah sampai seluruh kota. Mohon bantu mencari relawan.

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
preview-ready = <b>Periksa dulu, lalu siarkan</b>
preview-kind-missing = Jenis belum diketahui
found-kecamatan = Zona: { $zone } (dari nama kecamatan)
found-kelurahan = Zona: { $zone } (dari kelurahan { $name })
found-place = Zona: { $zone } (dari tempat: { $name })
found-street = Zona: { $zone } (dari jalan: { $name })
found-junction = Zona: { $zone } (dari simpang: { $name })
found-geocoder = Zona: { $zone } (dari pencarian OpenStreetMap: { $name }). ⚠️ Periksa dulu.
found-coordinates = Zona: { $zone } (dari koordinat)
found-location = Zona: { $zone } (dari lokasi yang dikirim)
found-snapped = Zona: { $zone } (titik { $metres } m di luar batas kota, dipakai zona terdekat)
found-across = Zona: { $zone } (dipilih operator; titiknya { $metres } m dari batas, di sisi { $other })
found-village = Kelurahan: { $name }
found-village-approximate = Kelurahan: { $name } (perkiraan)
found-border = ⚠️ Hanya { $metres } m dari batas { $other }. Pilih zona yang benar bila keliru.
found-approximate = ⚠️ Zona ini perkiraan, dari titik kelurahan terdekat: peta batas kecamatan belum ada.
found-chosen = Zona: { $zone } (dipilih operator)
coverage =
    Akan dipanggil: { $called } relawan · { $on_duty } siaga · { $first_aiders } terlatih P3K
    Tidak terjangkau: { $blocked } · libur: { $off_duty }
coverage-untested = Belum menjawab panggilan percobaan: { $n }
coverage-none =
    ⚠️ Tidak ada relawan yang bisa dipanggil di zona ini.
    Bila disiarkan, panggilan langsung diperluas ke kecamatan tetangga.
agencies = Instansi: { $names }
twin = ⚠️ Kejadian yang sama? { $tag }: { $title } ({ $time })
ask-kind =
    <b>Jenis kejadian apa?</b>
    Pilih, atau balas pesan ini dengan jenisnya.
ask-kind-unknown = <b>"{ $typed }" belum dikenal.</b> Maksudnya yang mana?
ask-place =
    <b>Di mana?</b>
    Balas pesan ini dengan alamat, kirim lokasi, atau pilih kecamatan.
ask-place-unknown =
    <b>Saya belum menemukan "{ $place }".</b>
    Kirim lokasi, tambahkan kelurahan, atau pilih kecamatan:
ask-place-link =
    <b>Tautan peta itu tidak memuat koordinat.</b>
    Kirim lokasi (📎 lalu Lokasi), tulis alamatnya, atau pilih kecamatan:
ask-place-ambiguous = <b>"{ $place }" ada di beberapa kecamatan.</b> Yang mana?
ask-place-perhaps = <b>"{ $place }" mungkin di kecamatan ini.</b> Benar?
ask-place-outside =
    <b>"{ $place }" ada di luar kota ({ $regency }).</b>
    Teruskan ke 112 daerah itu. Keliru? Pilih kecamatannya:
ask-place-swapped =
    <b>Lintang dan bujur tampaknya tertukar.</b>
    Maksudnya { $lat }, { $lon } di { $zone }?
ask-place-beyond =
    <b>"{ $place }" ada di luar kota.</b>
    Teruskan ke 112 daerah itu. Keliru? Pilih kecamatannya:
ask-details =
    <b>Keterangan?</b>
    Balas pesan ini dengan keterangan singkat.
ask-choice = <b>Apa yang diubah?</b>
merged-draft = 🔗 Digabung dengan { $other } ({ $by }, { $time }).
discarded = ✖️ Batal disiarkan ({ $by }, { $time }).
operator-card =
    { $emoji } <b>{ $kind }</b> · { $severity } · sejak { $time }   { $tag }
    { $place }
    { $details }
    { $delivery }
    Gelombang: { $reach }

    { $people }
    { $verdict }
    { $aid }
    { $officers }
    { $crowd }
    { $notes }
    { $agencies }
delivery = Dipanggil { $called } · diterima Telegram { $accepted } · gagal { $failed }
delivery-sending = ⏳ { $accepted } dari { $called } diterima Telegram{ $failed ->
        [0] {""}
       *[other] , { $failed } gagal
    }, sisanya ± { $unit ->
        [minutes] { $n } menit
       *[seconds] { $n } detik
    }
delivery-stuck = ⏳ { $accepted } dari { $called } diterima Telegram{ $failed ->
        [0] {""}
       *[other] , { $failed } gagal
    }, sisanya menunggu: Telegram belum menjawab
reach-1 = zona { $zone }
reach-2 = { $zone } dan kecamatan tetangga
reach-2-guessed = { $zone } dan kecamatan tetangga (perkiraan)
reach-3 = seluruh kota
people-coming = 🏃 Menuju ({ $n }): { $names }
people-on-scene = 📍 Di lokasi ({ $n }): { $names }
people-left = 🏁 Selesai ({ $n }): { $names }
people-none = ⏳ Belum ada yang menuju. Tidak bisa: { $declined }, belum menjawab: { $silent }
person-coming = { $name } ({ $community })
person-coming-eta = { $name } ({ $community }) ± { $minutes } menit
person-left = { $name } { $time }
person-on-scene = { $name } ({ $community }) sejak { $time }
and-more = dan { $n } lagi
card-verdict = { $emoji } { $verdict } — { $standing }
card-aid = ⛑ Pertolongan pertama: { $people } orang, { $what } ({ $name })
card-officers = 🚒 Petugas tiba { $time } ({ $by })
card-crowd = 👥 Ramai kerumunan di lokasi
card-note = 📝 "{ $text }" ({ $name } { $time })
card-note-media = 📝 { $media } ({ $name } { $time })
media-photo = foto
media-voice = pesan suara
media-video = video
media-document = berkas
media-sticker = stiker
media-location = lokasi
operator-ended =
    { $head }
    { $emoji } { $kind } · { $place }   { $tag }
    Mulai { $start } · dipanggil { $called } · menjawab { $answered } · datang { $came }
    { $verdict }
operator-closed = ✅ <b>DITUTUP</b> { $by }, { $time }
operator-cancelled = 🛑 <b>BATAL SIAGA</b> { $by }, { $time }
operator-merged = 🔗 <b>DIGABUNG</b> dengan { $other }, { $by }, { $time }
overview =
    🗂 <b>{ $n } kejadian lain, tenang.</b> Tekan nomornya untuk melihat kartunya.
    Relawan sudah menuju atau di lokasi. Bila ada yang penting, kabarnya tetap muncul di sini.

    { $rows }
overview-row = { $tag } { $emoji } { $kind }, { $zone } · { $people } · sejak { $time }{ $crowd }
overview-coming = menuju { $n }
overview-on-scene = di lokasi { $n }
overview-crowd = {" "}· 👥 ramai
overview-more = dan { $n } lagi: kirim /aktif
overview-done = 🗂 Ringkasan ini sudah selesai. Setiap kejadian punya kartunya sendiri lagi.
former-card = ⬇️ Kartu { $tag } sekarang ada di bawah.
line-first-coming = 🏃 { $name } ({ $community }) menuju lokasi { $time }, { $minutes } menit setelah siaran. { $tag }
line-first-on-scene = 📍 { $name } ({ $community }) tiba di lokasi { $time }, { $minutes } menit setelah siaran. { $tag }
line-verdict = { $emoji } { $verdict } — { $standing } ({ $name }, { $time }). { $tag }
line-hoax = ❌ Palsu, terkonfirmasi. Tekan Batalkan siaga agar tidak ada lagi yang datang. { $tag }
line-aid = ⛑ { $name } memberi pertolongan pertama: { $people } orang, { $what }. { $tag }
line-officers = 🚒 Petugas tiba di lokasi { $time } ({ $name }). { $tag }
line-reopened = ⚠️ { $name } batal menuju. Belum ada lagi yang menuju { $tag }.
line-released = ⚠️ { $name } tidak menjawab dan tidak lagi dihitung menuju. { $tag }
line-released-last = ⚠️ { $name } tidak menjawab dan tidak lagi dihitung menuju. Belum ada lagi yang menuju { $tag }.
line-nobody =
    ⚠️ <b>Belum ada relawan</b> yang menuju { $tag } setelah { $minutes } menit.
    Hubungi instansi langsung.
    { $called } orang sudah dipanggil. Panggilan tetap terbuka.
line-widened = ↔️ { $tag } diperluas ke { $reach }. { $n } orang lagi dipanggil.
line-empty-zone = ↔️ Tidak ada relawan yang bisa dipanggil di zona { $zone }. { $tag } langsung diperluas, { $n } orang dipanggil.
line-nobody-at-all = ⚠️ Tidak ada satu pun relawan yang bisa dipanggil untuk { $tag }. Hubungi instansi langsung.
line-remind = 🔁 { $tag }: { $n } orang yang belum menjawab diingatkan.
line-sos =
    🆘 <b>SOS dari { $name }</b> ({ $community }) di lokasi { $tag }, { $time }. Hubungi segera.
    { $phone }
line-phone = ☎️ { $phone }
line-stale = ❔ { $tag } sudah berjalan { $hours } jam. Masih perlu? Bila tidak, tekan Tutup.
line-note = 📝 { $name }: "{ $text }" { $tag }
line-note-media = 📝 { $name } mengirim { $media } { $tag }
line-merged = 🔗 Laporan lain digabung ke { $tag }. { $other } { $text }

## Jawaban singkat (muncul sebentar di layar)
toast-coming = Anda menuju lokasi. Hati-hati di jalan.
toast-decline = Dicatat: tidak bisa. Terima kasih.
toast-on-scene = Dicatat: Anda di lokasi.
toast-withdraw = Dicatat: batal menuju.
toast-finish = Dicatat: selesai. Terima kasih.
toast-eta = Dicatat: { $minutes } menit.
toast-verdict = Dicatat: { $verdict }.
toast-verdict-afar = Dicatat: { $verdict } (dari jauh, tidak dihitung).
toast-aid = Dicatat. Terima kasih.
toast-officers = Dicatat: petugas tiba.
toast-crowd = Dicatat: ramai kerumunan.
toast-sos = SOS dikirim ke operator dan relawan lain di kejadian ini.
toast-phone = Telepon operator: { $phone }
toast-already = Sudah dicatat.
toast-broadcast = Disiarkan kepada { $n } relawan.
toast-reminded = { $n } orang diingatkan.
toast-just-reminded = Baru saja diingatkan. Tunggu semenit.
toast-widened = Diperluas: { $n } orang lagi dipanggil.
toast-closed = Ditutup.
toast-stood-down = Batal siaga dikirim.
toast-merged = Digabung.
toast-card-below = Kartunya ada di bawah.
toast-discarded = Batal disiarkan.
toast-done = Baik.

note-kept = 📝 Dicatat untuk { $tag } dan diteruskan ke operator.

## Penolakan: selalu dengan apa yang bisa dilakukan
refused-not-operator = Hanya operator 112 yang bisa melakukan ini. Minta admin memberi peran operator.
refused-not-admin = Hanya admin yang bisa memberi peran. Hubungi admin.
refused-not-volunteer = Anda belum terdaftar sebagai relawan. Kirim /start untuk mulai.
refused-not-alarmed = Panggilan ini bukan untuk Anda. Tunggu panggilan di zona Anda.
refused-suspended = Keanggotaan Anda sedang ditangguhkan. Hubungi koordinator Anda.
refused-unknown-incident = Kejadian ini tidak ada. Pakai tombol pada pesan terbaru.
refused-not-open = Kejadian ini belum disiarkan. Tekan Siarkan dulu.
refused-ended = Kejadian ini sudah ditutup { $by } pukul { $time }. Jawaban Anda tetap dicatat.
refused-already-broadcast = Sudah disiarkan { $by } pukul { $time }.
refused-discarded = Sudah dibatalkan { $by } pukul { $time }. Kirim /insiden lagi bila perlu.
refused-merged = Sudah digabung dengan kejadian lain oleh { $by } pukul { $time }. Pakai kartu kejadian itu.
refused-incomplete = Belum lengkap. Isi jenis dan tempatnya dulu.
refused-not-now = Tombol ini tidak berlaku lagi. Pakai tombol pada pesan terbaru.
refused-widest = Sudah seluruh kota. Tekan Ingatkan, atau hubungi instansi langsung.
refused-nobody-silent = Tidak ada yang perlu diingatkan. Perlu orang lagi? Tekan Perluas.
refused-other-community = Orang ini bukan dari komunitas Anda. Tunggu koordinator komunitasnya.
refused-not-pending = Pendaftaran ini sudah diputuskan. Lihat keputusannya pada pesan itu.
refused-stale-button = Tombol ini tidak dikenal. Pakai tombol pada pesan terbaru.

## Perintah
help =
    <b>Bot relawan 112 { $city }</b>
    Saat ada kejadian di kecamatan Anda, Anda dipanggil di sini.
    Satu tombol cukup untuk menjawab.
    Bot ini pelengkap: keadaan darurat tetap hubungi 112.

    { $commands }
help-everyone =
    /bantuan – pesan ini
help-volunteer =
    /profil – lihat dan ubah data saya
    /siaga – saya siap dipanggil
    /libur – jangan panggil saya dulu
help-coordinator =
    /roll – daftar respon kejadian
help-newcomer =
    /daftar – daftar jadi relawan
help-operator =
    /insiden jenis; tempat; keterangan – siarkan kejadian
    /latihan jenis; tempat; keterangan – latihan
    /aktif – kejadian yang berjalan
help-admin =
    /peran – siapa operator, koordinator, admin
duty-on = ✅ Anda siaga. Anda dipanggil bila ada kejadian di zona Anda ({ $zones }).
duty-off =
    🌙 Anda libur. Anda tidak dipanggil sampai mengirim /siaga.
active-none = Tidak ada kejadian yang berjalan.
active-title =
    <b>Kejadian berjalan ({ $n })</b>
    ⏳ belum ada yang menuju · 🏃 sudah ada
active-row = { $mark } { $tag } { $title } · { $time } · menuju { $coming }, di lokasi { $on_scene }
active-untaken = ⏳
active-taken = 🏃
roles-title = <b>Peran</b>
roles-none = Belum ada peran yang diberikan.
roles-row = { $role } · { $name } ({ $id })
roles-row-community = { $role } { $community } · { $name } ({ $id })
role-operator = operator
role-coordinator = koordinator
role-admin = admin
roles-usage =
    Tulis salah satu:
    <code>/peran operator 7001</code>
    <code>/peran koordinator fkpm 7001</code>
    <code>/peran admin 7001</code>
    <code>/peran cabut operator 7001</code>
    Atau balas pesan orangnya tanpa menulis nomor.
    Nomor Telegram seseorang terlihat saat ia mengirim /start.
roles-unknown-role = "{ $word }" bukan peran. Pilih: operator, koordinator, admin.
roles-unknown-community = "{ $word }" bukan komunitas. Pilih: { $known }.
roles-granted = ✅ { $name } sekarang { $role }.
roles-has = { $name } sudah { $role }.
roles-revoked = ✅ { $name } bukan { $role } lagi.
roles-hasnt = { $name } bukan { $role }.
not-understood = Saya belum paham. Kirim /bantuan untuk melihat yang bisa dilakukan.
menu-bantuan = Bantuan
menu-siaga = Saya siap dipanggil
menu-libur = Jangan panggil saya dulu
menu-insiden = Siarkan kejadian
menu-latihan = Siarkan latihan
menu-aktif = Kejadian yang berjalan
menu-peran = Siapa operator, koordinator, admin
menu-start = Mulai
menu-description = Bot relawan 112 { $city }. Saat ada kejadian di kecamatan Anda, Anda dipanggil di sini. Pelengkap 112, bukan pengganti: keadaan darurat tetap hubungi 112.
menu-short-description = Panggilan relawan 112 { $city }. Keadaan darurat tetap hubungi 112.
start-known = Selamat datang kembali, { $name }. Kirim /bantuan untuk melihat yang bisa dilakukan.
start-new =
    Assalamualaikum, selamat datang. Ini bot relawan 112 { $city }.
    Saat ada kejadian di kecamatan Anda, Anda dipanggil di sini.
    Satu tombol cukup untuk menjawab.
    Bot ini pelengkap 112 dan tidak menjamin bantuan datang.
    Keadaan darurat tetap hubungi 112.

    Yang disimpan hanya yang perlu untuk memanggil Anda: nama, nomor, komunitas, tempat tinggal dan kerja, keahlian, serta jawaban Anda.
    Nomor Telegram Anda: <code>{ $id }</code>

## Pendaftaran
button-join = 📝 Daftar jadi relawan
button-kept = ❔ Apa saja yang disimpan?
button-agree = ✅ Saya setuju
button-disagree = ✖️ Tidak jadi
button-contact = 📱 Bagikan nomor saya
button-same = 🏠 Sama dengan rumah
button-skip = ⏭ Lewati
button-whole-zone = Tidak tahu kelurahannya
button-skills-done = ➡️ Lanjut
button-send = 📨 Kirim pendaftaran
button-restart = 🔄 Mulai lagi dari awal
button-edit-name = ✏️ Nama
button-edit-community = ✏️ Komunitas
button-edit-home = ✏️ Rumah
button-edit-work = ✏️ Tempat kerja
button-edit-skills = ✏️ Keahlian
button-edit-language = ✏️ Bahasa
button-edit-contact = ✏️ Nomor
button-approve = ✅ Setujui
button-reject = ❌ Tolak
button-heard = 👂 Saya dengar
skill-p3k = P3K
skill-pemadam = Pemadam
skill-sar = SAR air
skill-evakuasi = Evakuasi
skill-radio = Radio
skill-isyarat = Bahasa isyarat
status-registering = belum selesai mendaftar
status-pending = menunggu persetujuan
status-active = aktif
status-rejected = tidak disetujui
status-suspended = ditangguhkan
join-kept =
    <b>Yang disimpan:</b> nama, nomor telepon, komunitas, titik rumah dan tempat kerja, keahlian, serta jawaban dan kiriman Anda pada setiap panggilan.
    Relawan lain tidak pernah melihat nomor Anda.
    Operator dan koordinator melihat nama, komunitas, dan jawaban Anda.
    Yang menyetujui pendaftaran juga melihat nomor dan tempat Anda.
    Anda bisa mengubahnya dengan /profil.
join-consent =
    <b>Setuju data Anda disimpan?</b>
    Nama, nomor telepon, komunitas, tempat tinggal dan kerja, keahlian, serta jawaban dan kiriman Anda pada setiap panggilan.
    Relawan lain tidak melihat nomor Anda.
join-contact =
    <b>Bagikan nomor Anda.</b>
    Tekan Bagikan nomor saya di bawah kolom tulisan.
join-name =
    <b>Siapa nama Anda?</b>
    Tulis nama panggilan Anda.
join-name-empty = Nama masih kosong. Tulis nama panggilan Anda.
join-name-letters = Nama perlu huruf supaya bisa dibaca operator. Tulis nama panggilan Anda.
join-name-long = Nama terlalu panjang. Tulis paling banyak 60 huruf.
join-community =
    <b>Komunitas Anda?</b>
    Pilih satu.
join-home =
    <b>Di mana rumah Anda?</b>
    Kirim lokasi (📎 lalu Lokasi), tulis kelurahan, atau pilih kecamatan.
join-work =
    <b>Di mana tempat kerja Anda?</b>
    Anda juga dipanggil untuk kejadian di sana.
    Kirim lokasi, tulis kelurahan, pilih kecamatan, atau lewati.
join-village = <b>Kelurahan mana di { $zone }?</b>
join-which-zone = <b>Nama itu ada di beberapa kecamatan.</b> Yang mana?
join-perhaps-zone = <b>Mungkin di kecamatan ini.</b> Benar? Bila bukan, tulis nama kelurahan atau kecamatan Anda.
join-place-unknown = Saya belum menemukan "{ $word }".
join-place-link = Tautan peta itu tidak memuat koordinat. Kirim lokasi (📎 lalu Lokasi), atau tulis alamatnya.
join-place-swapped = Lintang dan bujur tampaknya tertukar. Maksudnya { $word }? Tulis begitu, atau kirim lokasi.
join-place-outside = Tempat itu di luar kota. Relawan bot ini tinggal atau bekerja di dalam kota.
join-skills =
    <b>Keahlian Anda?</b>
    Boleh lebih dari satu, boleh tidak ada. Lalu tekan Lanjut.
join-language = <b>Bahasa apa?</b>
join-confirm = <b>Sudah benar? Periksa, lalu kirim.</b>
join-sent =
    📨 Pendaftaran terkirim.
    Koordinator komunitas Anda akan memeriksa. Anda diberi tahu di sini.
join-declined = Baik, tidak ada yang disimpan. Kirim /daftar bila berubah pikiran.
join-known = Anda sudah terdaftar ({ $status }). Kirim /profil untuk melihat atau mengubah data Anda.
join-foreign-contact = Itu nomor orang lain. Tekan tombol Bagikan nomor saya di bawah kolom tulisan.
join-bad-phone = Nomor itu tidak bisa dipakai. Hubungi koordinator Anda.
join-phone-taken = Nomor ini sudah terdaftar pada akun lain. Hubungi koordinator Anda.
join-welcome =
    🎉 <b>Selamat datang, { $name }.</b> Anda sekarang relawan.
    Bunyikan obrolan ini agar terdengar malam hari:
    tekan nama bot di atas, lalu Notifikasi, lalu pilih nada keras.
    Setelah ini datang panggilan percobaan.
join-rejected =
    Pendaftaran Anda belum disetujui.
    Hubungi koordinator komunitas Anda, lalu kirim /daftar untuk mencoba lagi.
test-alarm =
    🔔 <b>PERCOBAAN</b> — bukan kejadian.
    Terdengar? Tekan tombol ini.
join-ready =
    ✅ Anda siap dipanggil.
    Kirim /libur bila tidak bisa, /siaga bila siap lagi.
    Kirim /profil untuk mengubah data.
profile = <b>Profil Anda</b> · { $status }
profile-change = Mau mengubah yang mana?
profile-none = belum ada
profile-facts =
    Nama: { $name }
    Nomor: { $phone }
    Komunitas: { $community }
    Rumah: { $home }
    Tempat kerja: { $work }
    Keahlian: { $skills }
approval = <b>Pendaftaran relawan baru. Setujui?</b>
approval-again = 📝 { $name } mendaftar lagi. Putuskan pada kartu pendaftarannya di atas.
approval-yes = ✅ <b>Disetujui</b> oleh { $by }, { $time }
approval-no = ❌ <b>Ditolak</b> oleh { $by }, { $time }
toast-approved = { $name } disetujui.
toast-rejected = { $name } ditolak.
toast-heard = Terima kasih. Anda siap dipanggil.
menu-daftar = Daftar jadi relawan
menu-profil = Lihat dan ubah data saya
menu-roll = Daftar respon
refused-incomplete-registration = Belum lengkap. Jawab dulu pertanyaan di bawah.

## Daftar respon
roll-title = 📋 <b>Daftar respon</b> { $tag } · { $kind }, { $zone } · { $start }–{ $end }
roll-now = sekarang
roll-totals = Dipanggil { $called } · diterima Telegram { $accepted } · menjawab { $answered } ({ $percent } %) · datang { $came }
roll-times = Pertama menuju: { $pickup } · pertama tiba: { $arrival }
roll-never = belum ada
roll-minutes = { $minutes } mnt { $seconds } dtk
roll-row = { $mark } { $name } · { $community }   { $story } { $extras }
roll-coming = menuju { $time }
roll-on-scene = tiba { $time }
roll-left = selesai { $time }
roll-stay = ({ $minutes } mnt di lokasi)
roll-withdrawn = batal { $time }
roll-released = dilepas { $time }
roll-arrow = →
roll-declined = 🙅 Tidak bisa ({ $n }): { $names }
roll-silent = … Belum menjawab ({ $n }): { $names }
roll-failed = ✖️ Tidak terjangkau ({ $n }): { $names }
roll-waiting = ⏳ Menunggu dikirim ({ $n })
roll-person = { $name } ({ $community })
roll-person-why = { $name } ({ $why })
why-blocked = memblokir bot
why-deactivated = akun dihapus
why-never = belum memulai bot
why-expired = terlambat
why-dropped = tidak jadi dikirim
why-other = gagal
roll-late = 🕘 Menjawab setelah ditutup: { $n }
roll-refused = Hanya koordinator dan operator yang bisa melihat daftar respon. Minta admin memberi peran.
roll-none = Belum ada kejadian.
roll-unknown = Tidak ada kejadian "{ $word }". Tulis seperti <code>/roll 0421</code>.

## Peta kota (`kentongan city check`)
map-title = { $name } ({ $code })
map-counts = { $zones } kecamatan, { $kelurahan } kelurahan
map-approximate = { $zones } kecamatan, { $kelurahan } kelurahan (perkiraan: tanpa batas wilayah)
map-borders = Batas wilayah: { $owner }. Titik: kelurahan.
map-no-owner = sumbernya belum disebut
map-links = Titik: kelurahan. Garis: kecamatan yang bertetangga.
