"""Names, departments and places of the sample company; invented, none is a real person."""

COMPANY = "Brightwater Works"
MAIL_DOMAIN = "brightwater.example"

GIVEN_NAMES = (
    "Ada Aisha Alan Amadou Amy Ana Anders Anna Arjun Astrid Aylin Bea Bruno Carla Carlos Chen Chloe Clara "
    "Daniel Daria David Diego Dora Elena Eli Elif Emeka Emil Emma Enzo Erik Esra Eva Fatima Felix Femi "
    "Finn Franz Gabriel Grace Greta Hana Hannah Hassan Helen Hugo Ida Ilse Imran Ines Ingrid Isaac Ivan "
    "Jack Jakob Jan Jana Jin Joana Joel Jonas Josef Julia Kai Karim Katja Kemal Kofi Lars Laura Lea Leila "
    "Leo Lin Linh Lotte Louis Luca Lucia Luis Magda Maja Malik Marco Maria Marta Mateo Max Maya Mia "
    "Mikkel Milan Mina Mira Mohamed Nadia Nam Nils Nina Noah Nora Olga Oliver Omar Oscar Otto Pablo Paula "
    "Pavel Pedro Petra Pia Piotr Priya Quinn Rafael Raj Rana Rebecca Rita Robin Rosa Ruben Ruth Sam Samir "
    "Sara Selma Sergio Silke Simon Sofia Stefan Stella Sven Tara Tariq Theo Tilda Tom Tomas Tove Uma "
    "Valentina Vera Victor Viola Walid Wanda Wei Will Yara Yasmin Yuki Yusuf Zara Zoe"
).split()
FAMILY_NAMES = (
    "Abbott Abdi Adeyemi Ahmed Almeida Andersen Arslan Bauer Becker Bell Bello Berg Bianchi Blanc Bosch "
    "Brandt Brennan Brown Castro Chen Clark Cohen Costa Cruz Dahl Diallo Diaz Doyle Dubois Eder Ekman "
    "Ellis Erdem Evans Farah Fischer Flores Fontaine Ford Fuchs Garcia Gomez Graf Grant Green Haas Hahn "
    "Hansen Hassan Hayes Hofer Holm Horvat Huber Hughes Ibrahim Ito Ivanov Jansen Jensen Johnson Kaya "
    "Keller Kelly Khan Kim Klein Koch Kowalski Kruger Lang Larsen Lee Lehmann Lewis Li Lindgren Lopez "
    "Lund Maier Marino Martin Mayer Mensah Meyer Moreau Moreno Muller Murphy Nagy Nguyen Nilsson Novak "
    "Nowak Obi Olsen Ortega Park Patel Perez Petrov Popescu Price Quist Reid Ricci Rivera Romero Rossi "
    "Roth Ruiz Russo Sahin Said Santos Sato Schmid Schmidt Schwarz Scott Sharma Silva Singh Smith "
    "Sorensen Stein Suzuki Tanaka Taylor Toth Tran Turner Vargas Vega Virtanen Vogel Wagner Walker Wang "
    "Ward Weber Weiss White Winkler Wolf Wood Wright Yilmaz Young Zhang Zhou Ziegler"
).split()


# department: share of the company, places with shares, titles from the top down, works in shifts
DEPARTMENTS: dict[str, tuple[float, dict[str, float], tuple[str, ...], bool]] = {
    "Operations": (
        0.46,
        {"Plant North": 0.5, "Plant South": 0.5},
        ("Director of Operations", "Plant manager", "Team lead", "Operator"),
        True,
    ),
    "Logistics": (
        0.12,
        {"Plant North": 0.3, "Depot": 0.7},
        ("Head of Logistics", "Depot lead", "Shift lead", "Warehouse associate"),
        True,
    ),
    "Engineering": (
        0.10,
        {"Labs": 0.7, "Head office": 0.3},
        ("Head of Engineering", "Engineering lead", "Senior engineer", "Engineer"),
        False,
    ),
    "Sales": (
        0.09,
        {"Head office": 0.6, "City office": 0.4},
        ("Head of Sales", "Regional lead", "Account manager", "Sales associate"),
        False,
    ),
    "Quality": (
        0.06,
        {"Plant South": 0.5, "Labs": 0.5},
        ("Head of Quality", "Quality lead", "Inspector", "Inspector"),
        True,
    ),
    "Customer Care": (
        0.05,
        {"City office": 1.0},
        ("Head of Customer Care", "Care lead", "Care specialist", "Care agent"),
        True,
    ),
    "Finance": (
        0.04,
        {"Head office": 1.0},
        ("Finance director", "Controller", "Accountant", "Accountant"),
        False,
    ),
    "IT": (
        0.035,
        {"Head office": 1.0},
        ("Head of IT", "IT lead", "Systems engineer", "Support engineer"),
        False,
    ),
    "Human Resources": (
        0.035,
        {"Head office": 1.0},
        ("Chief people officer", "HR partner", "HR generalist", "HR associate"),
        False,
    ),
    "Legal and Communications": (
        0.02,
        {"Head office": 1.0},
        ("General counsel", "Communications partner", "Counsel", "Editor"),
        False,
    ),
}

PLACES = {
    "Plant North": ("DE", "Niedersachsen", "Hannover", "Europe/Berlin", "de"),
    "Plant South": ("ES", "Aragón", "Zaragoza", "Europe/Madrid", "es"),
    "Depot": ("NL", "Noord-Brabant", "Venlo", "Europe/Amsterdam", "en"),
    "Labs": ("DE", "Bayern", "München", "Europe/Berlin", "de"),
    "Head office": ("GB", "England", "Bristol", "Europe/London", "en"),
    "City office": ("US", "Massachusetts", "Boston", "America/New_York", "en"),
}
SHIFTS = ("Early", "Late", "Night")
