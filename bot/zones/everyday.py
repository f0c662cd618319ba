"""Which words belong to the report and not to a name? Everyday Indonesian (and some Javanese) of reports."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.zones.generic import word_set

_WORDS = word_set("""
    abai abang abis ac accident ada adalah adik admin aduh agak agar agustus air aja ajak ajar aji ajur
    akan akeh aki akibat aktif aku alam alamat alami alarm alas alat alergi alfamart alfamidi
    alhamdulillah alir ama aman amankan ambil amblas ambles ambrol ambruk ambrukan ambulan ambulance
    ambulans ambyar amuk ana anak ancam and anda angin angkot angkut aniaya anjing antar antara antisipasi
    antre anu apa apabila apakah api apik apotek april apung arah are area arep armada arus as asal asap
    asbes asistensi asma aspal assalamualaikum atap atas atau ataupun atm avanza awake awal awas ayah ayam
    ayan ayo ayune babi baca bacok badai badan bae bagaimana bagian bahan bahaya bahu baik baiknya bajaj
    bak bakar baku balai balap baliho balik balita balon ban bandang bangkai bangun bangunan banjir bank
    bansos bantah banting bantu banyak banyu bapak bapake barang bareng baru barusan basah basarnas batang
    batas batu bau bawa bawah bayi bazar bca beat bebas beberapa becak beda begal begini behind bekas bel
    belah belakang belas beliung belok belum benar bencana benda bendera bener bengkel benjol bensin
    bentrok beras berat beri berikut berita berlubang beruntun besar besi besok betis bgs bgt biarawan
    biasa biawak bidan bilang billboard biru bis bisa blm blokir blong bni bobol bocah bocor bogem bohlam
    boks bolong bom boncengan bongkar botol box bpbd bri brimob brio bs buah buang buat buaya bubrah bugil
    buka bukan buku bulan bundel bungkus bunuh burning buru buruan buruh burung bus busa busi buta butuh
    byk cabai cabul cabut cagak cah cair cari cat cctv cebur cedera cegah cek celah celaka celurit cemas
    cepat cepet cerobong chainsaw cilik ciri cium clurit cm coba colokan colt condong contra contraflow
    cooker copet copy corona court covid cowok cpt crash cuaca culik cuma curah curanmor curi dada dadi
    daerah dah dahan dahulu daihatsu dalam dam damai damkar dampak dan dana danger dapat dapur darah dari
    darurat datang daun dbd dech deh dehidrasi dekat delapan demam demi demo dengan depan deras derek
    dermaga desak desember detail detik dewasa dgn dia diabetes diam diare didorong diduga difabel dikunci
    dinamo dinas dinding dingin dini dinkes diobong diri disabilitas dishub dispenser ditangani ditinggal
    dl dlh dll dlm dobrak dokter dompet dong donor dorong dosen dpt dpu drainase drop dtg dua duduk duga
    duh dulu duwur efek ekor ekstrem elf elpiji emak emas embung emergency empang enam endap enek energi
    enggak engkel entah enten epilepsi erosi erupsi eskalator eternit evakuasi exit fallen februari
    festival fire flood flow food from front fuso ga gabung gabus gadis gagal gak galau galian galvalum
    ganas gang ganggu gangguan gangster ganjal ganti gantung gara garasi gardu garis garmen garpu gas
    gawat ge gebuk gede gedhe gedung gegana geger gelandang gelap gelas gelimpang gelincir gelombang
    gelundung gempa gen genang genangan geng geni genset genteng gerak gerbong gerinda gerobak gigit gila
    golok gorong got gotong grandmax grup gubuk gudang guguk gugur guling guna gunung gunungan guru gus
    guyur gw habis hadang haid hajatan halaman halo hampir hancur hangus hanguskan hanya hanyut hari harta
    harus hati hebat heli helm help hempas hendak henti hewan hiace hidran hidung hidup hilang hilir hilux
    himbau hingga hipertensi hipotermia hitam hoaks hoax honda hotel house hp hrs hubung hujan hulu hutan
    ialah ibu icu identitas igd ikan iki iku ikut ilalang imbau indikasi indomaret info infonya informasi
    inget ingin ini injak injured innova inspeksi instalasi intensitas isi isoman istri isuzu itu iya izin
    jadi jaga jalan jalur jam jamaah jambret jamu janda jangan jantung januari jarak jatuh jauh jazz jebol
    jejak jelas jembatan jemput jenazah jenis jepit jerit jg jgn jilat jmt jompo jos jualan judi juga
    jukung juli jumat jumlah jumpa jungkir juni jurang juru jurusan kabar kabarnya kabeh kabel kabur kabut
    kaca kadal kae kagak kaki kalau kalen kali kalian kalo kamar kambing kami kamis kampung kampus kan
    kanan kandang kantor kap kapal kapar karam karambol kardus karena karet karnaval karo karton karung
    kasih kasir kasur katanya kawanan kawat kaya kayak kayaknya kayu kdrt kebakaran kebanyon kebonan kebul
    kebun kecelakaan kecemplung kecil kecoa kejadian kejang kejar kejepit kejungkel kek kekerasan kelapa
    keluar keluarga kemarin kembali kembang kemudian kena kencang kendala kendaraan kenek keno kepada
    kepala kepleset keponakan kera kerabat keracunan kerah keras kereta kering kerja keropos keroyok
    kertas kerugian keselek keseret kesetrum kesleo kesurupan ket ketabrak ketemu ketiban ketimpa ketok
    ketua khawatir kilat kimia kios kipas kira kiri kirim kiriman kita klakson klitih klo km kmn kmrn
    knalpot knp ko koas kobar kobaran kobong kobongan kobra kodisi kok kolam kolonel kolong komandan
    kompor kompresor kondangan kondektur kondisi kondusif konfirmasi konser konsleting kontainer kontak
    kontener konter kontrakan konveksi koordinasi koper koperasi kopling koramil korban koreng korsleting
    kos kosan kosong kost kotak kotoran koyo kr kran kreak krisis kritis krn kroscek kru ku kuat kubur
    kucing kuda kudu kudune kulit kulkas kulo kumpul kunci kuning kuping kurang kursi kwh lab labil lagi
    lah lahan lahir lain laju laka lakalantas laki laku lalap lalin lalu lama lambat lampu lancar langsung
    lanjut lansia lantai lantas lapak lapang lapar lapas lapis lapor laporan laporannya larang lari laron
    las lauk laundry lawan layan layang lebah lebat lebih leceh ledak leher lek lekas lelaki lele leleh
    lem lemah lemas lengan lengkap lepas lereng letak letus lewat lg lgi lho libat licin lift lihat lilin
    lilit limbah limpah limpas limpasan lincah lindas linggis linmas lintah lintang lintas lipan listrik
    logistik loh lokasi lokomotif lompat loncat longsor longsoran lor lorong los luap luar luas lubang
    lucu luka lumpuh lumpur lur lurah lurd lurus lutut luwak maap mabuk macan macet magic mahasiswa
    mahasiswi main majikan maka makam makan makanya makhluk maksud malah malam maling mama mampir mana
    mandi mangga mangkrak marah maret mas masa masak masalah masih masinis masjid massa massal masuk mata
    matahari mati matic mau mawon mayat mbk mbl mboten mburi mebel medis mei meja melahirkan meledak
    melintang meluap meluncur menara menit menjuntai menyala merah merapat merayap merembet meriang mertua
    mesin mess meter meteran metu meubel min minggir minggu minibis minibus minimarket minta minyak miras
    miring misi mitsubishi mlebu mlm mn mobil mobilitas modar mogok mohon molotov momen monggo monitor
    monyet mopet motor mrene mriki mtr mual muat muatan muda mudah mudhun mudik mukena mukul mulai muluk
    mulut mundur mung munggah mungkin muntah murid musala musang musholla musibah musim musuh nabrak nafas
    naik nama nambah nampak nanti napas nasi ndan near negatif nek nekat nelayan nenek neng ners next ng
    ngalir ngalor ngamuk nganti ngap ngene ngeri ngetan nggih ngidul nginep ngomong ngomongo ngono ngulon
    nih nihil niki ninja njeblug njebluk njih nomer nopol normal november nubruk nyala nyamuk nyaris nyawa
    nyemplung nyenggol nyungsep nyuwun obat objek odgj odha ojek ojo ojol oktober olah oleh oleng oli
    ombak omong ompong onggok ono operasi operator opo opposite ora orang org ortu otak otw our overdosis
    overload pabrik padahal padam padamkan padat pagar pagi paham pak pakai pake paku palang paling palsu
    palu panas panci pancing panel panggil panggung pangkalan panik panitia pantai pantau panti pantura
    papan para parah paramedis parang parit parkir parkiran paruh parut pas pasang pasar pasien pasir
    pasukan patah patroli patung pawai payah payung pdam pecah pedagang pedang pejalan pekat pekerja
    pelajar pelaku pelan pelapor pelat pelayan peluk pemadam pembeli pemilik pemotor pemuda pemukiman
    pencuri pendek penduduk pengajian pengemis pengemudi pengendara penghuni pengunjung penjaga penjual
    pensiun penting penuh penumpang penyewa penyok people per perabot perahu peras perawat percik
    perempuan pergi perihal peringatan perkelahian perkosa perlu permukiman pernah pernikahan peron persis
    persneling person personel pertalite pertama perumahan perut pesan pesantren pesawat petak petang
    petasan petir petugas pg pickup pihak pijak pikap pilar pinggang pinggir pingsan pintu pipa piring
    pisah pisau piton piye pju plafon plastik plat please pln pmi pn pny pohon pojok pol polda polisi
    polres polsek pompa pondasi pos posisi posko potong prajurit pramuka pria provokasi proyek puing pukul
    pulang puluh pun pungli puntung pura pusing puskesmas putar puter putih puting putus puyeng ra rabies
    rabu racun radius ragu rak ramai rambat rambu rambutan rame ramene rampas rampok rangkaian rantai
    ranting rapuh raya rebah rebut regu rek rekan reklame rektor rel relawan rem remaja rembes remuk
    rencana rendah rendam rendeng rentan resah rescue resepsi respon retak ribu ribut rice ringan ringroad
    ringsek risiko ro road rob robek roboh roda roger rokok rombongan rongsok ruang ruko rukun rumah
    rumpun rumput runtuh rusak rusuh rute saat sabar sabet sabtu sabuk sadar saget sahur saiki sajam sak
    saka saking sakit saklar saksi salah salak salto saluran sama sambar sambil sambung sampah sampai
    sampan sampeyan samping sampun sana sanca sandal sandar sandera sangat sanget santer santri santriwati
    sapi sar saran sarang sarung satgas satpam satpol saudara saung sawah saya scoopy sdg sdh sebab
    sebagian sebelah sebentar seberang sebut sedada sedang segera sejak sejumlah sek sekarang sekitar
    sekitaran sekolah selain selalu selamat selasa selat selesai selip selokan seluruh selutut semalam
    semata sembako sembunyi semburan sempat sempit semua sendiri sendirian sendok seng sengaja sengat
    senggol sengketa senin senjata senpi senti sentimeter sepaha sepatu sepeda seperti sepi sepinggang
    september seragam serak seram serang serba serempet seret serius serpihan serta sertifikat servis
    sesak sesama sesek sesuai setang setelah setengah setiap setinggi setir sewa sg siaga siang siap siapa
    siapkan siar sibuk sih sik simbah sing sini sinyal siram sirene sirine sisa sisi siswa siswi situ
    situasi slip sm sm2 smoke smpe sobek solar someone sopir sore spanduk spion spons spontan spt stabil
    standby steker street stroke struk suami suara subuh sudah suhu sulit sumbat sumber sumpah sumur
    sungai sungkur supir supra surat susah susul susulan suwun suzuki swadaya swalayan tabrak tabrakan
    tabung tadi tagar tahan tahlilan tahu tahun tajam tak takut talang tali talud talut tamat tambah
    tambak tampak tamu tanah tandon tanjak tangan tangga tanggap tanggul tangkap tangki tank tanpa tanya tapi
    tarik taruh tas tau tawon tawuran tbc tdk tebal tebas tebing teduh tegang tekan tekstil telah
    telanjang telepon televisi telpon teman tembak tembok tembus tempat tempel tempur temu temukan tenaga
    tenan tenda teng tenggelam tengkorak tentang tentara terakhir terang terap teras terbang tergeletak
    teriak terima terjadi terjang terkendali termos ternak ternyata terpal terpasang tersedak tersungkur
    tertangani tertemper terus tetangga tetap tewas tgl the there tiada tiang tiap tiba tidak tidur tikam
    tikung tikus tim timbun timpa tindak tindih tiner tinggal tinggi tinja tiris titik tkp tlg tlng tmpt tni
    todong tokek toko tokoh tolong tongkang topan total tower toyota tp trafo trailer transportasi travo
    tree tronton trotoar trs truk ttp tua tuas tubuh tugas tukang tulang tuli tulung tulungi tulungono
    tumbang tumpah tumpas tumpuk tunggal tunggu tungku turun tusuk tutup tv uang ubin udah udara udh ugal
    ugd ujung ular ulat umat umum umur unconscious ungsi unit untuk upacara upaya update urat urban urug
    usaha usai usia ustadzah utama utk utuh uwis uwit uwong vaksin valid validasi vario vespa vixion vs
    wabah waduh waduk wajah wajan wajib waktu wali wanita warga warna waru warung waspada welang weling
    wes wib wilayah wiraswasta wis wisata wit with wong wonten xenia ya yaitu yakni yamaha yang yayasan yg
    yo yth yuk yuks zat zona
""")
"""Words and stems; longer forms are recognised by taking off what Indonesian puts before and behind."""

_BEFORE = (
    "meng",
    "meny",
    "mem",
    "men",
    "me",
    "di",
    "ke",
    "se",
    "ter",
    "ber",
    "per",
    "pe",
    "peng",
    "peny",
    "pem",
    "pen",
    "be",
    "nge",
    "ng",
    "n",
    "ny",
)
_NASAL = {"ng": "k", "ny": "s", "n": "t", "m": "p"}
"""The first sound of a stem that melts with the prefix before it: tutup -> nutup, menutup."""
_BEHIND = ["nya", "kan", "lah", "kah", "an", "i", "e", "ne", "in"]
_LONG = [word for word in _WORDS if len(word) > 4]


@lru_cache(maxsize=20_000)
def is_everyday(word: str) -> bool:
    """Tell whether a folded word is an everyday one, with or without prefixes and suffixes."""
    if word in _WORDS or word.isdigit() or len(word) < 3:
        return True
    stems = {word} | {word.removesuffix(end) for end in _BEHIND}
    stems |= {stem.removeprefix(start) for stem in stems for start in _BEFORE}
    stems |= {
        first + stem[len(nasal) :]
        for stem in stems
        for nasal, first in _NASAL.items()
        if stem.startswith(nasal)
    }
    stems |= {stem.removesuffix(end) for stem in stems for end in _BEHIND}
    return any(len(stem) > 3 and stem in _WORDS for stem in stems)


@lru_cache(maxsize=20_000)
def everyday_slip(word: str) -> int | None:
    """Return by how many slips a word misses an everyday one (at most 2, short words 1), else None."""
    if is_everyday(word):
        return 0
    best = process.extractOne(word, _LONG, scorer=OSA.distance, score_cutoff=2 if len(word) > 5 else 1)
    return int(best[1]) if best else None
