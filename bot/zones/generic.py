"""Which words prove nothing? Words of every address, and names that small streets bear everywhere."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENERIC = _words("""
    jalan gang raya rumah warga kampung perumahan perum komplek kompleks blok asrama kos kost ruko toko
    warung gudang pabrik kantor balai gedung pasar mall mal plaza hotel bank apotek klinik puskesmas
    pembantu pustu rs rsud bidan sekolah sd smp sma smk mts ma mi tk paud negeri kampus universitas
    akademi pondok pesantren masjid musholla musala mushola gereja kapel vihara klenteng kelenteng pura
    terminal stasiun halte bandara pelabuhan spbu pom bensin pertashop tol gerbang exit jembatan sungai
    kali pantai waduk taman lapangan makam tpu simpang perempatan pertigaan bundaran flyover underpass
    polsek polres polrestabes koramil kodim damkar pos satpol dinas kota kelurahan kecamatan kabupaten
    semarang indonesia jawa rt rw no nomor km utara selatan barat timur tengah lor kidul wetan kulon
    dalam baru lama indah permai asri atas bawah besar kecil depan belakang samping sebelah dekat
    seberang di ke dari dan arah menuju sekitar area daerah wilayah kebakaran banjir kecelakaan api laka
""")
"""Words that never match alone, nor together with other such words."""

DIRECTIONS = _words("utara selatan barat timur tengah dalam raya baru lama")
"""Words after a street's name that leave it the same street or its neighbour."""

TOWARDS = _words("arah menuju ke jurusan tujuan lintas perbatasan batas semarang")
"""Words before a place's name that say the incident is on the way there, not there."""

AFTER_STREET = _words("""
    no nomor rt rw km blok dekat depan belakang samping sebelah seberang sekitar arah menuju di gang
    kelurahan kecamatan semarang kota jalan simpang perempatan pertigaan pojok sampai dan
""")
"""Words that may follow a street's complete name."""

STEMS = _words("lor kidul kulon wetan tengah dhuwur ngisor")
"""Second words of kelurahan names that people leave out: Tlogosari Kulon, Tlogosari Wetan."""

COMMON_NAMES = GENERIC | {"bendungan", "candi", "wates"}
"""Kelurahan whose names are everyday words count only when marked ("kel.") or alone between commas."""

SMALL_STREETS = _words("""
    street_residential street_living_street street_service street_unclassified street_footway
""")
"""Kinds of street too small to be known by name across the city."""

WELL_KNOWN = _words("""
    landmark junction hospital station terminal airport port mall market fire_station police bpbd campus
    puskesmas kecamatan_office kelurahan_office
""")
"""Kinds of place that own their name: a school or bus stop of the same name stands back."""

RECURRING = _words("""
    mawar melati anggrek kenanga kamboja dahlia cempaka flamboyan teratai seroja tulip sakura
    bougenville bogenvil alamanda anyelir aster kemuning sedap wijaya kusuma nusa indah seruni lily lili
    kantil gading menur tanjung abimanyu arjuna bima kresna nakula sadewa yudistira puntadewa srikandi
    sumbadra gatotkaca antareja antasena bisma werkudara parikesit rama sinta lesmana anoman hanoman
    semar gareng petruk bagong pandawa durna drupadi karna mangga jambu rambutan durian manggis nangka
    sawo salak apel jeruk anggur pepaya belimbing delima duku kelapa jati mahoni cemara beringin akasia
    sengon randu asem waru pinus palem bambu trembesi ketapang angsana sono merpati merak kutilang
    garuda rajawali cendrawasih nuri kenari gelatik perkutut elang kepodang murai jalak gagak gajah
    banteng kijang kancil rusa kelinci macan singa kuda unta merapi merbabu semeru bromo kelud lawu
    slamet sindoro sumbing muria rinjani krakatau galunggung papandayan sumatra jawa kalimantan sulawesi
    bali lombok flores timor madura ambon seram buru halmahera barito mahakam musi kapuas citarum serayu
    progo brantas bengawan berlian mutiara zamrud intan permata safir giok damai mulia makmur sejahtera
    bahagia sentosa aman tentram rukun mulya jaya karya bakti utama pratama masjid sekolah kampung makam
    lapangan balai desa puskesmas pasar taman bukit
""")
"""Names that small streets bear all over the city (flowers, wayang, fruit, birds, mountains, virtues)."""
