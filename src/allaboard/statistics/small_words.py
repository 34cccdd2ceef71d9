"""Words that say little by themselves, in the four languages of the product: they end phrases and tell languages apart."""

_SMALL = {
    "en": """
a able about above after again all almost also although always am an and another any anybody anyone anything are aren't around as
ask asked at away back bad be became because become been before being believe below best better between big both but by came can can't
cannot come comes could couldn't day days did didn't different do does doesn't doing don't done down each else end enough especially even
ever every everybody everyone everything feel feels felt few find for found from full gave get gets getting give given gives giving go goes
going gone good got great had hadn't happen happened happens hard has hasn't have haven't having he hear heard help her here hers him his
how however i i'd i'll i'm i've id if im in instead into is isn't it it's its ive just keep keeps kept kind knew know known last least less
let lets like likely little long lot lots made make makes making many may maybe me mean mention might mine more most much must my need
needed needs never new next nice no nobody none nor not nothing now of off often on once one ones only or other others our ours out over
own part people perhaps person please possible probably put quite rather really reason right said same saw say says see seem seems seen
she should shouldn't since so some somebody someone something sometimes soon still stop such sure take taken takes taking talk tell than
thank thanks that that's the their theirs them then there there's these they they're thing things think this those though thought three
through time times to today together told too took towards tried true try trying two under unless until up upon us use used using usually
very want wanted wants was wasn't way ways we we'd we'll we're we've week well went were weren't what whatever when where whether which while
who whole whom whose why will with within without won't wont work worked working works would wouldn't wouldnt year years yes yet you you'd
you're you've your yours dont doesnt didnt isnt cant couldnt wasnt id depends depending definitely certainly simply actually already
three four five six seven eight nine ten half asking asks case example thing
regarding discuss discussed bring brought wish hope
""",
    "de": """
ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus außerdem bei beim bekommen bekommt besser
bin bis bist bitte bleibt braucht brauchen da dabei dafür daher damit danach dann daran darauf darf das dass dazu dein deine dem den denn
der deren des deshalb die dies diese diesem diesen dieser dieses doch dort du durch dürfen ein eine einem einen einer eines einfach einige
endlich er erst es etwas euch euer eure finde findet für fast gar geben gegen geht gibt ganz genug gerne gut gute guten habe haben hat hatte
hätte hier hin ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ins ist ja jede jedem jeden jeder jedes jemand jetzt kann keine keinem
keinen keiner kein können könnte kommt lange leider lassen machen macht man manche manchmal mehr mein meine meinem meinen meiner meist
mich mir mit möchte möglich müssen muss nach neben nein nicht nichts nie niemand noch nun nur ob oder oft ohne schon sehr sei sein seine
seit sich sie sind so sogar soll sollen sollte sollten sondern sonst statt steht trotz über um und uns unser unsere unserem unseren unter
viel viele vielen vom von vor wann war waren warum was weg wegen weil weiß welche wenig weniger wenn wer werden wie wieder will wir wird
wissen wo wollen worden wünsche wurde wurden würde zu zum zur zwar zwischen tage wochen jahre
""",
    "es": """
a ahora al algo alguien algún alguna algunas algunos allí antes aquí así aun aunque bastante bien cada casi como cómo con contra creo
cual cuando cuándo de del dentro desde después día días donde dónde durante e el él ella ellas ellos en entonces entre era eran es esa esas ese eso esos
está están estaba estar este esta esto estos estas estoy falta fue fueron gracias gran ha había hace hacen hacer han hasta hay he hemos hoy
igual la las le les lo los luego más me mejor menos mi mis mismo misma mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos
nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para parece pero poca poco pocos poder podemos podría por porque
pueda puede pueden puedo pues que qué quien quién quiero se sé sea ser si sí siempre sin sino sobre solo sólo son soy su sus también tampoco
tan tanto te tener tenemos tengo tiene tienen toda todas todavía todo todos tu tus un una unas uno unos usted va van vez veces y ya yo año años
""",
    "fr": """
à a afin ai ainsi alors après au aucun aucune aujourd'hui aussi autre autres aux avant avec avoir avons beaucoup bien bon bonne car ce ceci
cela celle celui ces cet cette chaque chez comme comment contre d dans de depuis des deux devrait dire dit doit donc donner du elle elles en
encore entre est et étaient était été être eu eux fait faire faut fois font hui ici il ils j jamais je jour jours jusqu l la là le les leur leurs lors lui ma
mais me même mêmes mes mieux moi moins mon n ne ni non nos notre nous on ont ou où par parce parfois pas pendant personne peu peut
peuvent plus plusieurs plutôt pour pourquoi pourrait près presque puis qu quand que quel quelle quelles quelqu quelque quels qui quoi
rien s sa sais sans savoir se sera ses seul si soit son sont sous souvent suis sur ta te temps tes toi ton toujours tous tout toute toutes
très trop tu un une va vais veux vers voir vos votre vous vraiment y an ans année années
""",
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
# Words before which a thing is named: the, my, no, more, about …
_BEFORE_THINGS = """
a an the my our your their his her its this these that those no any some every each more less of about with for without from in on at by to
between enough better bad good new many much
der die das den dem des ein eine einen einem einer mein meine meinen unser unsere unseren kein keine keinen mehr weniger für mit ohne
bei beim von vom zum zur im am über diese dieser dieses viel viele
le la les l un une des du de d mon ma mes notre nos votre vos leur leurs ce cet cette ces plus moins sans avec pour par au aux sur
el los las un una unos unas mi mis nuestro nuestra nuestros nuestras su sus este esta estos estas más menos sin con para por del al sobre
"""
BEFORE_THINGS = frozenset(_BEFORE_THINGS.split())
# Small words that tie two words into one thing: lack of staff, falta de personal, manque de personnel.
TIES = {
    "en": frozenset({"of", "for"}),
    "de": frozenset(),
    "es": frozenset({"de", "del"}),
    "fr": frozenset({"de", "du", "des", "d"}),
}


def language_of(words: list[str], otherwise: str = "en") -> str:
    """The language whose small words occur most often among the words; `otherwise` when none stands out.

    Args:
        words: in small letters, any number.
        otherwise: the language to take when none stands out.
    """
    hits = {language: sum(word in small for word in words) for language, small in SMALL_WORDS.items()}
    best, second = sorted(hits.values(), reverse=True)[:2]
    return max(hits, key=hits.__getitem__) if best > second else otherwise
