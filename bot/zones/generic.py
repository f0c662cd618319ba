"""Which words prove nothing? Words of every address, and names that recur all over a city."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text written down for reading."""
    return frozenset(text.split())


PLACE_NOUNS = word_set("""
    perumahan perum komplek blok asrama ruko toko warung gudang pabrik kantor balai gedung pasar mall plaza
    hotel bank apotek klinik puskesmas pustu rs rsud rsup rsu rsi rsia rsj rsjd rb sekolah sd smp sma smk mts
    ma mi tk paud sdit smpit kampus universitas akademi pondok ponpes pesantren masjid musala gereja kapel
    vihara klenteng kelenteng pura terminal stasiun halte bandara pelabuhan spbu pertashop tol gerbang exit
    jembatan sungai kali pantai waduk taman lapangan stadion makam tpu simpang perempatan pertigaan bundaran
    bangjo flyover underpass polsek polres polda koramil kodim damkar pos dinas kota kampung desa goa tugu
    patung alun gor embung danau curug bukit wisma griya villa graha puri apartemen rusun rusunawa hutan
    mangrove swalayan
""")
"""What kind of place a name is; alone they name nothing, within a name they may be misspelt around."""

GENERIC = PLACE_NOUNS | word_set("""
    jalan gang raya rumah warga perumahan kos kost pembantu bidan negeri bensin satpol kelurahan kecamatan
    kabupaten semarang indonesia jawa rt rw no nomor km utara selatan barat timur tengah lor kidul wetan
    kulon dalam baru lama indah permai asri atas bawah besar kecil depan belakang samping sebelah dekat
    seberang di ke dari dan arah menuju sekitar area daerah wilayah kebakaran banjir kecelakaan api laka
    polrestabes universitas mal musholla musala mushola islam kristen katolik super city grand
    pratama pusat internasional
""")
"""Words that never match alone, nor together with other such words."""

HOSPITALS = word_set("rs rsu rsud rsup")
"""What people call a public hospital, one as good as the other."""

DIRECTIONS = word_set("utara selatan barat timur tengah dalam raya baru lama")
"""Words after a street's name that leave it the same street or its neighbour."""

TOWARDS = word_set("arah menuju jurusan tujuan lintas perbatasan batas sebelum lewat via selepas")
"""Words before a place's name that say the incident is on the way there, not there."""

BORDERS = frozenset({"perbatasan", "batas"})
"""Words before the names of those who share a border."""

FROM = word_set("dari asal warga bukan trayek")
"""Words before a place's name that speak of somebody's origin rather than of where it happened."""

VEHICLES = word_set(
    "bus bis truk mobil motor travel kereta ka angkot pikap pickup tronton kontainer sopir plat pelat nopol"
)
"""With these, "truk Demak" is a lorry from Demak."""

FOODS = word_set(
    "soto bakso mie mi sate nasi serabi jenang tahu batik gudeg lumpia ayam pecel timlo ronde dawet"
)
"""With these, "soto Kudus" is a dish."""

PLACED = word_set("""
    di depan dekat belakang samping sebelah seberang kantor gedung halaman parkiran lobi lantai markas mako
    sekitar area pojok pagar gerbang lokasi tkp alamat
""")
"""Words that say that the place after them is where it happened."""

AGENCIES = word_set("""
    bpbd pmi damkar dishub dinkes dkk polisi polres polrestabes polda pln pdam basarnas sar tni koramil kodim
    dinsos dlh dpu brimob pemkot satpolpp satpol basarnassemarang bpbdjateng satlantas polsek bkkbn bmkg
    kominfo telkom
""")
"""Who is called to an incident: named without a word of `PLACED` before, it is not where it happened."""

PEOPLE = word_set("""
    pak bu bapak ibu bpk sdr sdri mas mbak mba mbk mbah ny tn nn an kang om bang haji hj ustad ustadz kyai
    kiai pelapor saudara saudari almarhum alm korban nama bernama milik inisial saksi pelaku pemilik pasien
""")
"""Words before a person's name: a street that bears the same name is not meant."""

RANKS = word_set("rt rw lurah camat kades dokter guru haji kadus lurahe ketua polisi")
"""What may stand between a word of `PEOPLE` and the name."""

AFTER_STREET = word_set("""
    no nomor rt rw km blok dekat depan belakang samping sebelah seberang sekitar arah menuju di gang
    kelurahan kecamatan semarang kota jalan simpang perempatan pertigaan bangjo pojok sampai dan
""")
"""Words that may follow a street's complete name."""

STEMS = word_set("lor kidul kulon wetan tengah dhuwur ngisor")
"""Second words of kelurahan names that people leave out: Tlogosari Kulon, Tlogosari Wetan."""

COMMON_NAMES = GENERIC | word_set("bendungan candi wates panggung karang bulu tugu pesantren")
"""Areas whose names are everyday nouns count only when marked ("kel.") or alone between commas."""

EVERYDAY_NAMES = word_set("kudu")
"""Kelurahan whose names are everyday words but no nouns: after "di" or "ke" they are meant, too."""

SMALL_STREETS = word_set("""
    street_residential street_living_street street_service street_unclassified street_footway
""")
"""Kinds of street too small to be known by name across the city."""

THROUGH_STREETS = word_set("street_trunk street_primary street_secondary")
"""Kinds of street that people name like an area: "Kaligawe" is all along it."""

WELL_KNOWN = word_set("""
    landmark junction hospital station terminal airport port mall market fire_station police bpbd campus
    puskesmas kecamatan_office kelurahan_office
""")
"""Kinds of place that own their name: a school or bus stop of the same name stands back."""

CROSSING_KINDS = word_set("landmark junction station terminal market")
"""Kinds of place known by a bare name, also where a kelurahan elsewhere bears the same."""

BRANCHED = word_set("mall hospital clinic spbu mosque")
"""Kinds of place with branches: the name without the branch's own part may mean any of them."""

RECURRING = word_set("""
    mawar melati anggrek kenanga kamboja dahlia cempaka flamboyan teratai seroja tulip sakura
    bougenville bogenvil alamanda anyelir aster kemuning sedap wijaya kusuma nusa indah seruni lily lili
    kantil gading menur tanjung abimanyu arjuna bima kresna nakula sadewa sadewo yudistira puntadewa srikandi
    sumbadra gatotkaca antareja antasena bisma werkudara parikesit rama sinta lesmana anoman hanoman
    semar gareng petruk bagong pandawa durna drupadi karna arimbi mangga jambu rambutan durian manggis nangka
    sawo salak apel jeruk anggur pepaya belimbing delima duku kelapa jati mahoni cemara beringin bringin
    waringin akasia sengon randu asem waru pinus palem bambu trembesi ketapang angsana sono merpati merak
    kutilang garuda rajawali cendrawasih nuri kenari gelatik perkutut elang kepodang murai jalak kasuari gagak
    gajah banteng kijang kancil rusa kelinci macan singa kuda unta badak merapi merbabu semeru bromo kelud
    lawu slamet sindoro sumbing muria rinjani krakatau galunggung papandayan sumatra jawa kalimantan
    sulawesi bali lombok flores timor madura ambon seram buru halmahera barito mahakam musi kapuas citarum
    serayu progo brantas bengawan berlian mutiara zamrud intan permata safir giok damai mulia makmur
    sejahtera bahagia sentosa aman tentram rukun mulya jaya karya bakti utama pratama masjid sekolah kampung
    makam lapangan balai desa puskesmas pasar taman merdeka barokah sahabat margoyoso dondong cempedak
    cendana gayam waringin kedawung ungu citra elok anggun venus yupiter saturnus mars
""")
"""Names that small streets bear all over the city (flowers, wayang, fruit, birds, mountains, virtues)."""
