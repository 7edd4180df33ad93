"""English words that stand with a capital letter and name nobody."""

from __future__ import annotations

import regex

__all__ = ["ALSO_WORDS", "NOT_NAMES", "may_name"]

_STARTERS = frozenset(
    # articles, pronouns, determiners
    """a an the this that these those i me my mine you your yours he him his she her hers it its we us our ours
    they them their theirs who whom whose which what each every all any some both either neither no none one two
    few many most several such other another everyone everybody someone something nothing anyone
    """
    # conjunctions, prepositions, adverbs
    """and or but so yet nor for if when while where why how because since although though unless until as at by
    from in into of off on onto out over per than then there here to under up upon with within without about above
    after again against along also among around before behind below between beyond down during except first
    finally next last later now never not often once only perhaps quite rather soon still today tomorrow
    tonight yesterday too usually very well yes however therefore meanwhile instead maybe otherwise please thanks
    thank sorry hello hi hey dear ok okay
    """
    # verbs
    """am is are was were be been being do does did done have has had having can could may might must shall should
    will would let lets add ask call check click come contact create delete email enter find follow get give go
    help keep know look make need note open pay put read reply run see send set show take tell try turn update
    use verify view visit wait want write
    """
    # days, months and words of dates
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat
    sun am pm utc gmt bc ad bce asap
    """.split()
)

_FIELDS = frozenset(
    """account address age amount bank birth card cell city code company contact country credit customer cvv date
    dob email employee expiry fax gender iban id imei ip license licence link login mac mail member mobile name
    note number order pan passport password patient phone pin po policy postcode ref reference routing security
    serial sex social ssn state status street subject swift tax tel telephone title token url user username vat
    vin visa web website zip aadhaar aadhar answer bic debug error fatal info issue medicaid medicare mrn question sort
    step task todo trace warning
    """.split()
)

_OFFICES = frozenset(
    """admin administrator agent board cabinet cardholder chairman chairwoman chief citizen client congress consultant
    director doctor driver engineer government governor lawyer manager mayor minister ministry nurse officer parliament
    passenger police president professor representative sales salesperson secretary senate senior junior staff student
    supervisor support teacher team tenant treaty
    """.split()
)

_SHORT = frozenset(
    """api atm ceo cfo cto cv cvc ecg er eur faq gbp gps hiv hr html http https icu id it jpy json kyc mri ocr otp
    pdf png po qr sms sql ssl sso tls tv usb usd utf vip vpn xml
    """.split()
)

NOT_NAMES = _STARTERS | _FIELDS | _OFFICES | _SHORT
"""Lower case. Sentence openers, dates, the labels of forms, offices, and abbreviations of things."""

ALSO_WORDS = frozenset(
    """amber art august autumn basil bill bob brook carol chance chase christian clay cliff crystal dale dawn dean
    dick dolly drew earl eve faith fern flora forest frank gene ginger glen grace grant guy hazel heath heather holly
    hope hunter iris ivy jack jade jasmine jean jewel joy june king lance laurel lily major mark marsh mason max
    mercy miles misty nick norm olive page pat pearl penny perry pierce poppy prince ray reed rich river rob robin
    rocky rod rose ruby rusty sandy savannah sky sterling storm sue summer sunny taylor teddy tiffany tony trinity
    troy victor viola violet virginia wade ward will willow winter woody
    """.split()
)
"""Given names that are words too: told only with a surname."""

_capitalised = regex.compile(r"(?<![\p{L}\p{N}_@./-])\p{Lu}[\p{L}'’]*")


def may_name(sentence: str) -> bool:
    """Whether an English sentence can hold a name: it has a capitalised word that is more than an opener."""
    return any(word[0].lower() not in NOT_NAMES for word in _capitalised.finditer(sentence))
