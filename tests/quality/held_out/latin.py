"""English, Spanish, Dutch and Polish words of the held-out half."""

from __future__ import annotations

from tests.quality.tables import Dice

FIRST = (
    "Abigail Adrian Agnes Alastair Alfie Alma Amara Amir Anders Andrea Anita Annabel Antoine Archie Astrid "
    "Audrey Barnaby"
    " Beatrice Benedict Bernard Bianca Bridget Bruno Caleb Callum Camille Carmen Cedric Celeste Chidi Chloe "
    "Cillian Claire"
    " Conrad Cora Cyril Daphne Darius Deborah Declan Delia Desmond Dominic Doreen Dorothy Duncan Edith "
    "Edmund Eileen Elena"
    " Elias Eliza Elspeth Emeka Enid Ernest Esther Eugene Fatima Ferdinand Finlay Fiona Frances Frank "
    "Freddie Gemma Gerald"
    " Gideon Gillian Giles Gloria Gordon Greta Gwen Hamish Harriet Hazel Hector Helena Hugo Ibrahim Imogen Ingrid Iris"
    " Isaac Ivan Ivy Jacqueline Jamal Janet Jasmine Jeremy Jill Joan Joel Josephine Joyce Judith Julian June "
    "Kamal Karen"
    " Kayla Keiran Kenneth Lachlan Lara Laurence Leila Leonard Lewis Lionel Lorna Lucinda Lydia Mabel Magnus "
    "Malcolm Marcus"
    " Margot Marian Matilda Maureen Maxwell Mei Meredith Miriam Moira Monica Muriel Naomi Neil Nigel Nora "
    "Norman Octavia"
    " Olga Omar Oscar Owen Pamela Pauline Penelope Percy Petra Philippa Phoebe Quentin Rachel Rajesh Ralph "
    "Raymond Rebecca"
    " Reuben Rhiannon Roderick Rosalind Rory Rosemary Rupert Sabrina Samir Saskia Seamus Selina Sheila "
    "Sidney Simone Stella"
    " Stewart Tabitha Tamsin Terence Thelma Theo Tobias Trevor Ursula Valerie Vera Vernon Victor Vivian Wallace Wanda"
    " Wendy Wilfred Winifred Xavier Yolanda Yvonne Zachary Zainab Zara"
).split()
LAST = (
    "Abernathy Adeyemi Aldridge Appleby Arkwright Ashworth Atherton Bagshaw Bainbridge Banerjee Barlow Beckett Benson"
    " Birch Blackwood Boateng Bowden Bradshaw Brennan Brooks Buckley Burgess Byrne Cartwright Chaudhry "
    "Clifford Colquhoun"
    " Connolly Cooper Crawford Crompton Cullen Dalton Davenport Delaney Dempsey Dixon Donnelly Drummond Dyer "
    "Eccles Ellison"
    " Emerson Everett Farrell Fenwick Finch Fitzgerald Fleming Fletcher Forsyth Frost Gallagher Gibbons Gilmore Goddard"
    " Goodwin Gough Graves Greenwood Griffiths Haddad Haines Hargreaves Harker Hastings Hawkins Heath "
    "Henshaw Hobson Hope"
    " Horrocks Hussain Hutton Irwin Jarvis Jennings Kapoor Keating Kendrick Kirby Knight Lamb Langley Lawson "
    "Lennox Lister"
    " Lowry Lynch MacLeod Mahmood Mallory Marsden McAllister McBride McGrath Mellor Merrick Middleton Moffat "
    "Montague Moss"
    " Nair Naylor Nicholls Nolan Nowak O'Brien O'Connor Ogden Okafor Osborne Padgett Palmer Patel Pearce "
    "Pickering Pollard"
    " Preston Priestley Quinn Rafferty Ramsey Rawlings Redmond Renshaw Rhodes Riordan Rowntree Sadler "
    "Saunders Schofield"
    " Sewell Sharma Sheridan Shore Silva Sinclair Skinner Slater Sowerby Spencer Stafford Sutcliffe Talbot Tanner Tate"
    " Thornton Tierney Townsend Tracey Turnbull Underwood Vaughan Wainwright Walsh Warburton Waterhouse "
    "Webster Whitaker"
    " Wilde Winstanley Wolfe Wren Wyatt Yates"
).split()
_ES_FIRST = (
    "Alejandro Lucía Javier Inés Íñigo Rocío Álvaro Nuria Gonzalo Pilar Emilio Marisol Rubén Noelia Sergio Amparo"
).split()
_ES_LAST = (
    "Arrieta Benítez Cabrera Domínguez Echevarría Fuentes Galván Herrera Ibáñez Montero Navarro Ortega Peña Quiroga"
).split()
_STREETS = (
    "Elm Oak Maple Cedar Willow Chapel Castle Albert Queens Kings Abbey Meadow Park Hill River Spring School Manor"
).split()
_WAYS = "Street Road Lane Close Drive Grove Terrace Way Gardens Crescent".split()
_TOWNS = (
    "Preston PR1,Ipswich IP2,Chester CH3,Lincoln LN4,Truro TR1,Durham DH1,Swindon SN2,Perth PH1,Reading RG4,Hull HU5"
)
US_TOWNS = (
    "Boise ID 837,Fresno CA 937,Akron OH 443,Tulsa OK 741,Macon GA 312,Reno NV 895,Erie PA 165,Salem OR "
    "973,Mobile AL 366"
)
JOBS = "Plumber,Bus Driver,Librarian,Physiotherapist,Data Scientist,Barista,Civil Engineer,Copywriter,Pharmacist,Welder"
FIRMS = (
    "Abbey & Sons,Northway Textiles,Blue Kite Software,Granite Peak Mining,Old Mill Bakery,Sable Freight,Orchard Dental"
)
GOODS = (
    "Walker Trail Boots,Baker's Oven Mitt,Stone Grey Rug,Mason Jar Set,King Size Duvet,Cook Pan 28cm,Fisher Rod Kit,"
    "Hunter Rain Jacket,Potter Clay 5kg,Archer Desk Lamp,Taylor Scissors,Marshall Cable,Knight Rider Mug,Rose Soap"
)


def first(d: Dice) -> str:
    return d.choice(FIRST)


def last(d: Dice) -> str:
    return d.choice(LAST)


def name(d: Dice) -> str:
    middle = f" {d.choice('ABCDEFGHJKLMPRSTW')}." if d.random() < 0.15 else ""
    return f"{first(d)}{middle} {last(d)}"


def last_first(d: Dice) -> str:
    return f"{last(d)}, {first(d)}"


def spanish(d: Dice) -> str:
    return f"{d.choice(_ES_FIRST)} {d.choice(_ES_LAST)} {d.choice(_ES_LAST)}"


def street(d: Dice) -> str:
    flat = d.choice(("", "", "", f"Flat {d.randrange(1, 30)}, "))
    return f"{flat}{d.randrange(1, 280)} {d.choice(_STREETS)} {d.choice(_WAYS)}"


def town(d: Dice) -> str:
    return d.choice(_TOWNS.split(",")).split(" ")[0]


def postcode(d: Dice) -> str:
    outward = d.choice(_TOWNS.split(",")).split(" ")[1]
    return f"{outward} {d.randrange(1, 10)}{''.join(d.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"


def us_full_address(d: Dice) -> str:
    city, state, area = d.choice(US_TOWNS.split(",")).rsplit(" ", 2)
    return f"{street(d)}, {city}, {state} {area}{d.randrange(100):02}"


def spanish_street(d: Dice) -> str:
    kind = d.choice(("Calle", "Avenida", "Plaza", "Paseo"))
    return (
        f"{kind} {d.choice(('del Sol', 'Mayor', 'de la Paz', 'San Juan', 'Real', 'Cervantes'))}, {d.randrange(1, 200)}"
    )


def email(d: Dice) -> str:
    host = d.choice(("example.org", "post.example.com", "uni.example.edu"))
    return f"{first(d)[0]}{d.choice(('.', '', '-'))}{last(d)}{d.randrange(100)}@{host}".lower().replace("'", "")


def handle(d: Dice) -> str:
    return f"@{first(d).lower()}_{d.choice(_STREETS).lower()}{d.randrange(100)}"


def login(d: Dice) -> str:
    return f"{first(d)[0]}{last(d)}{d.randrange(100)}".lower().replace("'", "")
