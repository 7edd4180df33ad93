"""States of the USA and countries, as English addresses end with them."""

from __future__ import annotations

__all__ = ["COUNTRIES", "STATES"]

STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND"
    "|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
"""Two-letter codes of the states, as alternatives of a regular expression."""

_COUNTRIES = """\
Argentina
Australia
Austria
Belgium
Brazil
Canada
Chile
China|PR China|P.R. China|People's Republic of China
Colombia
Czechia|Czech Republic
Denmark
Egypt
Finland
France
Germany|Deutschland
Greece
Hong Kong|Hong Kong SAR
Hungary
India
Indonesia
Ireland
Israel
Italy|Italia
Japan
Korea|South Korea|Republic of Korea
Macau|Macao
Malaysia
Mexico
Netherlands|The Netherlands
New Zealand
Norway
Philippines
Poland
Portugal
Romania
Russia
Saudi Arabia
Singapore
South Africa
Spain
Sweden
Switzerland
Taiwan
Thailand
Turkey|Türkiye
Ukraine
United Arab Emirates|UAE
United Kingdom|UK|U.K.|Great Britain|England|Scotland|Wales|Northern Ireland
United States|USA|U.S.A.|US|United States of America
Vietnam|Viet Nam
"""

COUNTRIES = {
    written: name
    for name, *others in (line.split("|") for line in _COUNTRIES.splitlines())
    for written in (name, *others)
}
"""Short English names, and other ways to write them -> the short name."""
