"""How a newcomer goes through the questions, up to a certain one."""

from tests.stories.town import Phone

AT_HOME = (-7.0020, 110.4060)
AT_SEA = (-6.7, 110.4)
BIND_FROM_THE_RIGHT = "\u202eidub\u202c"


async def until_consent(phone: Phone) -> None:
    await phone.starts()
    phone.hears("selamat datang")
    await phone.presses("Daftar jadi relawan")
    phone.hears("Setuju data Anda disimpan?")


async def consents(phone: Phone) -> None:
    await until_consent(phone)
    await phone.presses("Saya setuju")
    phone.hears("Bagikan nomor Anda")


async def until_home(phone: Phone, community: str = "FKPM Sriti") -> None:
    await consents(phone)
    await phone.shares_contact()
    phone.hears("Komunitas Anda?")
    await phone.presses(community)
    phone.hears("Di mana rumah Anda?")


async def until_sent(phone: Phone, community: str = "FKPM Sriti") -> None:
    await until_home(phone, community)
    await phone.says("Bendungan")
    phone.hears("Di mana tempat kerja Anda?")
    await phone.presses("Lewati")
    phone.hears("Keahlian Anda?")
    await phone.presses("Lanjut")
    phone.hears("Sudah benar?")
    await phone.presses("Kirim pendaftaran")
    phone.hears("Pendaftaran terkirim")
