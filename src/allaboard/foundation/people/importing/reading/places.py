"""Words for countries and languages, as files write them."""

from functools import lru_cache
from importlib.resources import files

from allaboard.foundation.people.importing.reading.mapping import folded

OTHER_COUNTRY_NAMES = {
    "DE": "germany deutschland alemania allemagne brd",
    "AT": "austria osterreich oesterreich autriche",
    "CH": "switzerland schweiz suiza suisse",
    "FR": "france frankreich francia",
    "ES": "spain spanien espana espagne",
    "IT": "italy italien italia italie",
    "GB": "unitedkingdom uk greatbritain england scotland wales grossbritannien vereinigteskonigreich reinounido royaumeuni",
    "IE": "ireland irland irlanda irlande",
    "US": "unitedstates usa unitedstatesofamerica vereinigtestaaten estadosunidos etatsunis",
    "CA": "canada kanada",
    "MX": "mexico mexiko mexique",
    "BR": "brazil brasilien brasil bresil",
    "AR": "argentina argentinien argentine",
    "CL": "chile chili",
    "CO": "colombia kolumbien colombie",
    "PE": "peru perou",
    "NL": "netherlands holland niederlande paisesbajos paysbas",
    "BE": "belgium belgien belgica belgique",
    "LU": "luxembourg luxemburg luxemburgo",
    "PT": "portugal",
    "PL": "poland polen polonia pologne",
    "CZ": "czechia czechrepublic tschechien republicacheca tchequie",
    "RO": "romania rumanien roumanie rumania",
    "HU": "hungary ungarn hungria hongrie",
    "SE": "sweden schweden suecia suede",
    "NO": "norway norwegen noruega norvege",
    "DK": "denmark danemark dinamarca",
    "FI": "finland finnland finlandia finlande",
    "TR": "turkey turkiye turkei turquia turquie",
    "IN": "india indien inde",
    "CN": "china chine",
    "JP": "japan japon",
    "KR": "southkorea korea sudkorea coreadelsur coreedusud",
    "VN": "vietnam",
    "AU": "australia australien australie",
    "ZA": "southafrica sudafrika sudafrica afriquedusud",
    "NG": "nigeria",
    "MA": "morocco marokko marruecos maroc",
}
LANGUAGE_NAMES = {
    "en": "english englisch ingles anglais",
    "de": "german deutsch aleman allemand",
    "es": "spanish spanisch espanol castellano espagnol",
    "fr": "french franzosisch frances francais",
    "it": "italian italienisch italiano italien",
    "pt": "portuguese portugiesisch portugues portugais",
    "nl": "dutch niederlandisch neerlandes neerlandais nederlands",
    "pl": "polish polnisch polaco polonais polski",
    "tr": "turkish turkisch turco turc turkce",
    "ro": "romanian rumanisch rumano roumain",
    "hu": "hungarian ungarisch hungaro hongrois",
    "cs": "czech tschechisch checo tcheque",
    "ar": "arabic arabisch arabe",
    "zh": "chinese chinesisch chino chinois mandarin",
    "ja": "japanese japanisch japones japonais",
    "hi": "hindi",
    "uk": "ukrainian ukrainisch ucraniano ukrainien",
    "ru": "russian russisch ruso russe",
    "sv": "swedish schwedisch sueco suedois",
    "da": "danish danisch danes danois",
    "no": "norwegian norwegisch noruego norvegien",
    "fi": "finnish finnisch finlandes finnois",
}


@lru_cache(maxsize=1)
def country_codes() -> dict[str, str]:
    """Folded names and codes of countries with their ISO 3166 codes of two letters."""
    codes: dict[str, str] = {}
    for line in files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name = line.split("\t", 1)
            codes[folded(name)] = codes[code.lower()] = code
    return codes | {name: code for code, names in OTHER_COUNTRY_NAMES.items() for name in names.split()}


def language_codes() -> dict[str, str]:
    """Folded names of languages with their codes."""
    return {name: code for code, names in LANGUAGE_NAMES.items() for name in names.split()}
