// What happens in the story? Each step: whose phone, what the finger does, why, and what must then be read.

const FIRE = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah, 2 terjebak";
const FALSE_ALARM = "/insiden kebakaran; Jl. Papandayan, Gajahmungkur; asap tebal";

const joining = (name) => [
  { phone: "baru", start: true, say: `${name} mendengar tentang relawan 112. Ia membuka bot dan menekan Mulai.`, then: { baru: "pelengkap 112" } },
  { phone: "baru", press: "Daftar jadi relawan", say: "Tiga kalimat menjelaskan bot ini. Ia mendaftar.", then: { baru: "Setuju data Anda disimpan" } },
  { phone: "baru", press: "Saya setuju", say: "Tidak ada yang disimpan tanpa persetujuan.", then: { baru: "Bagikan nomor" } },
  { phone: "baru", tap: "Bagikan nomor saya", say: "Nomornya dibagikan dengan satu tombol, bukan diketik.", then: { baru: "Komunitas Anda" } },
  { phone: "baru", press: "FKPM Sriti", say: "Komunitas yang dipilih akan memeriksa pendaftarannya.", then: { baru: "Di mana rumah Anda" } },
  { phone: "baru", write: "Bendungan", say: "Nama kelurahan cukup; bot tahu letaknya.", then: { baru: "tempat kerja" } },
  { phone: "baru", press: "Sama dengan rumah", say: "Ia bekerja di dekat rumah.", then: { baru: "Keahlian Anda" } },
  { phone: "baru", press: "P3K", say: "Ia terlatih pertolongan pertama." },
  { phone: "baru", press: "Lanjut", say: "Itu saja.", then: { baru: "Sudah benar" } },
  { phone: "baru", press: "Kirim pendaftaran", say: "Semua diperiksa sekali lagi, lalu dikirim.", then: { harno: "Pendaftaran relawan baru" } },
  { phone: "harno", press: "Setujui", say: `Pak Harno, koordinator FKPM, mengenal ${name} dan menyetujui.`, then: { baru: "PERCOBAAN" } },
  { phone: "baru", press: "Saya dengar", say: "Panggilan percobaan: baru setelah terdengar, ia dihitung siap.", then: { baru: "siap dipanggil" } },
];

const fire = (name) => [
  { phone: "operator", write: FIRE, say: "Telepon masuk ke 112. Sari menulis satu baris di grup operator.", then: { operator: "Periksa dulu" } },
  { phone: "operator", press: "Siarkan", say: "Bot menemukan kecamatannya dan siapa yang akan dipanggil. Sari menyiarkan.", then: { budi: "KEBAKARAN", baru: "KEBAKARAN" } },
  { walk: 1, say: `Budi dan ${name} tinggal di Gajahmungkur, jadi mereka dipanggil. Satu menit berlalu.` },
  { phone: "budi", press: "Menuju lokasi", say: "Budi menjawab dengan satu tombol dan mendapat kartu pertolongan pertama.", then: { budi: "Anda menuju lokasi", operator: "Budi (FKPM) menuju" } },
  { phone: "budi", press: "10 menit", say: "Ia memberi perkiraan waktu tiba.", then: { budi: "10 menit" } },
  { walk: 5, say: "Lima menit di jalan. Panggilan tidak diteruskan, karena sudah ada yang menuju." },
  { phone: "budi", press: "Sudah di lokasi", say: "Budi tiba. Tombolnya berganti: apa yang ia lihat?", then: { budi: "Anda di lokasi", operator: "tiba di lokasi" } },
  { phone: "budi", press: "Benar terjadi", say: "Kabar dari lapangan: kejadian ini nyata.", then: { operator: "Benar terjadi" } },
  { phone: "budi", press: "Pertolongan pertama diberikan", say: "Ia menolong seseorang, dan mencatatnya dengan tiga tombol.", then: { budi: "Apa yang sudah Anda lakukan" } },
  { phone: "budi", press: "Luka bakar", say: "Apa yang ia lakukan," },
  { phone: "budi", press: "Lanjut", say: "lanjut,", then: { budi: "Berapa orang" } },
  { phone: "budi", press: "1 orang", say: "dan untuk berapa orang.", then: { operator: "pertolongan pertama" } },
  { walk: 1, say: "Semua itu langsung terlihat di kartu Sari." },
  { phone: "budi", write: "api di dapur, gas sudah dimatikan", say: "Yang Budi tulis masuk ke laporan,", then: { operator: "api di dapur" } },
  { phone: "budi", photo: true, say: "fotonya juga.", then: { operator: "mengirim foto" } },
  { phone: "budi", press: "Petugas tiba", say: "Damkar datang. Bot tidak pernah menulis ini sendiri.", then: { operator: "Petugas tiba" } },
  { phone: "budi", press: "Selesai", say: "Tugas Budi selesai.", then: { budi: "selesai" } },
  { walk: 1, say: "Api padam." },
  { phone: "operator", press: "Daftar respon", say: "Siapa dipanggil, siapa menjawab, siapa tak terjangkau (Joko memblokir bot).", then: { operator: "Daftar respon" } },
  { phone: "operator", press: "Tutup", say: "Sari menutup kejadian. Semua yang terlibat diberi tahu.", then: { budi: "SELESAI" } },
];

const nobody = (name) => [
  { phone: "operator", write: FALSE_ALARM, say: "Laporan kedua, dan kali ini tidak ada yang menjawab.", then: { operator: "Periksa dulu" } },
  { phone: "operator", press: "Siarkan", say: "Disiarkan lagi ke Gajahmungkur.", then: { budi: "KEBAKARAN" } },
  { walk: 5, say: "Lima menit tanpa jawaban: pengingat, lalu kecamatan tetangga. Wati di Candisari dipanggil.", then: { budi: "Masih dibutuhkan", wati: "KEBAKARAN" } },
  { walk: 5, say: "Tetap tidak ada: seluruh kota dan para koordinator, lalu operator diberi tahu.", then: { harno: "seluruh kota", operator: "Belum ada relawan" } },
  { phone: "wati", press: "Menuju lokasi", say: "Wati mengambilnya. Panggilan berhenti diteruskan.", then: { operator: "Wati (MIK) menuju" } },
  { phone: "wati", press: "Batal menuju", say: "Ia ternyata tidak bisa; kejadian kembali tanpa penolong.", then: { operator: "batal menuju" } },
  { phone: "wati", press: "Menuju lokasi", say: "Masalahnya beres, Wati berangkat lagi.", then: { wati: "Anda menuju lokasi" } },
  { phone: "baru", press: "Menuju lokasi", say: `${name} ikut berangkat: panggilan pertamanya.`, then: { baru: "Anda menuju lokasi" } },
  { walk: 5, say: "Keduanya di jalan." },
  { phone: "wati", press: "Sudah di lokasi", say: "Wati tiba lebih dulu.", then: { wati: "Anda di lokasi", operator: "tiba di lokasi" } },
  { phone: "wati", press: "Palsu", say: "Tidak ada api, hanya asap pengasapan nyamuk. Satu suara belum cukup.", then: { operator: "menunggu satu lagi" } },
  { phone: "baru", press: "Sudah di lokasi", say: `${name} juga tiba`, then: { baru: "Anda di lokasi" } },
  { phone: "baru", press: "Palsu", say: "dan melihat hal yang sama: terkonfirmasi.", then: { operator: "terkonfirmasi" } },
  { phone: "operator", press: "Batalkan siaga", say: "Satu tombol, dan semua yang dipanggil tahu bahwa mereka tidak perlu datang.", then: { wati: "BATAL SIAGA", budi: "BATAL SIAGA" } },
];

/** The story of one newcomer, from the first hello to the second incident's end. */
export const story = (name) => [...joining(name), ...fire(name), ...nobody(name)];
