"""The sentences of an agreement in Finnish, Swedish and English: our own wording; a lawyer has not read it.

A table and no message catalog, on purpose: an accepted text must never change when a catalog is edited. Whoever changes
a sentence here raises `WORDING` in terms.py. Nothing that varies is inflected (DOMAIN 10).
"""

LANGUAGES = ("fi", "sv", "en")

Words = tuple[str, str, str]

TABLE: dict[str, Words] = {
    # what it is
    "agreement": ("Työnohjaussopimus", "Handledningsavtal", "Supervision agreement"),
    "version": ("versio {number}", "version {number}", "version {number}"),
    "three_party": ("Kolmikantasopimus", "Trepartsavtal", "Three-party agreement"),
    "two_party": ("Kahdenvälinen sopimus", "Tvåpartsavtal", "Two-party agreement"),
    "managers_own": (
        "Esihenkilön oma työnohjaus",
        "Chefens egen handledning",
        "A manager’s own supervision",
    ),
    "self_payer": (
        "Ohjattavan ja työnohjaajan sopimus",
        "Avtal mellan den handledda och handledaren",
        "Agreement between supervisee and supervisor",
    ),
    "internal": ("Sisäinen työnohjaus", "Intern handledning", "Internal supervision"),
    "individual": ("yksilötyönohjaus", "individuell handledning", "individual supervision"),
    "pair": ("parityönohjaus", "parhandledning", "pair supervision"),
    "group": ("ryhmätyönohjaus", "grupphandledning", "group supervision"),
    "community": ("työyhteisön työnohjaus", "handledning av en arbetsgemenskap", "supervision of a work community"),
    "managers": ("esihenkilöiden työnohjaus", "handledning för chefer", "supervision of managers"),
    "toto": ("työnohjauksen työnohjaus", "handledning av handledning", "supervision of supervision"),
    # headings
    "h_purpose": ("Tarkoitus ja tavoitteet", "Syfte och mål", "Purpose and goals"),
    "h_sessions": ("Tapaamiset", "Träffar", "Sessions"),
    "h_evaluation": ("Arviointi", "Utvärdering", "Evaluation"),
    "h_price": ("Hinta ja laskutus", "Pris och fakturering", "Price and invoices"),
    "h_working_time": ("Työaika", "Arbetstid", "Working time"),
    "h_cancelling": ("Siirto ja peruutus", "Flyttning och avbokning", "Moving and cancelling"),
    "h_confidential": ("Luottamuksellisuus", "Konfidentialitet", "Confidentiality"),
    "h_sees": ("Mitä kukin näkee", "Vem ser vad", "Who sees what"),
    "h_remote": ("Etätyönohjaus", "Handledning på distans", "Remote supervision"),
    "h_data": ("Tietosuoja ja säilytys", "Dataskydd och lagring", "Data protection"),
    "h_changes": ("Muutokset ja keskeytys", "Ändringar och avbrott", "Changes and stopping"),
    "h_dissatisfied": ("Tyytymättömyys", "Missnöje", "If you are not satisfied"),
    "h_more": ("Muuta sovittua", "Övrigt som avtalats", "Also agreed"),
    "h_accepted": ("Hyväksynnät", "Godkännanden", "Acceptances"),
    # 1 purpose
    "purpose_one": (
        (
            "Työnohjaus on ohjattavan työn tutkimista yhdessä työnohjaajan kanssa. Se ei ole terapiaa eikä "
            "terveydenhuoltoa."
        ),
        (
            "I handledningen undersöker den handledda sitt arbete tillsammans med handledaren. Den är varken "
            "terapi eller hälsovård."
        ),
        (
            "In supervision the supervisee looks into their own work together with the supervisor. It is "
            "neither therapy nor health care."
        ),
    ),
    "purpose_many": (
        (
            "Työnohjaus on ohjattavien työn tutkimista yhdessä työnohjaajan kanssa. Se ei ole terapiaa eikä "
            "terveydenhuoltoa."
        ),
        (
            "I handledningen undersöker de handledda sitt arbete tillsammans med handledaren. Den är varken "
            "terapi eller hälsovård."
        ),
        (
            "In supervision the supervisees look into their work together with the supervisor. It is neither "
            "therapy nor health care."
        ),
    ),
    "goal": ("Tilaajan tavoite: {goal}.", "Beställarens mål: {goal}.", "The client’s goal: {goal}."),
    "goal_internal": ("Työnantajan tavoite: {goal}.", "Arbetsgivarens mål: {goal}.", "The employer’s goal: {goal}."),
    "themes": ("Sovitut teemat: {themes}.", "Avtalade teman: {themes}.", "Agreed themes: {themes}."),
    "own_goals_one": (
        "Ohjattavan omista tavoitteista sopivat ohjattava ja työnohjaaja keskenään. Ne eivät ole osa tätä sopimusta.",
        "Om den handleddas egna mål kommer den handledda och handledaren överens sinsemellan. De ingår inte i avtalet.",
        (
            "The supervisee and the supervisor agree on the supervisee’s own goals between themselves. They are"
            " no part of this agreement."
        ),
    ),
    "own_goals_many": (
        "Omista tavoitteistaan kukin ohjattava sopii työnohjaajan kanssa. Ne eivät ole osa tätä sopimusta.",
        "Om sina egna mål kommer var och en överens med handledaren. De ingår inte i avtalet.",
        "Each supervisee agrees on their own goals with the supervisor. They are no part of this agreement.",
    ),
    "methods": ("Työtavat: {methods}.", "Arbetssätt: {methods}.", "Ways of working: {methods}."),
    "no_promise": (
        "Työnohjaaja sitoutuu työskentelyyn, ei tiettyyn lopputulokseen.",
        "Handledaren förbinder sig till arbetet, inte till ett visst resultat.",
        "The supervisor commits to the work, not to a certain outcome.",
    ),
    # 2 sessions
    "count": ("Tapaamisia on {count}.", "Antalet träffar är {count}.", "Number of sessions: {count}."),
    "no_count": (
        "Tapaamisten määrää ei ole rajattu, vaan jatkosta sovitaan arvioinneissa.",
        "Antalet träffar är inte begränsat, utan om fortsättningen kommer man överens vid utvärderingarna.",
        "The number of sessions is not limited: going on is agreed at the evaluations.",
    ),
    "minutes": (
        "Yksi tapaaminen kestää {minutes} minuuttia.",
        "En träff räcker {minutes} minuter.",
        "A session takes {minutes} minutes.",
    ),
    "weekly": ("Tavataan joka viikko.", "Träffarna hålls varje vecka.", "Sessions are held every week."),
    "weeks": (
        "Tavataan {weeks} viikon välein.",
        "Träffarna hålls med {weeks} veckors mellanrum.",
        "Sessions are held every {weeks} weeks.",
    ),
    "monthly": (
        "Tavataan kerran kuukaudessa.",
        "Träffarna hålls en gång i månaden.",
        "Sessions are held once a month.",
    ),
    "remote": (
        "Tapaamiset pidetään etäyhteydellä.",
        "Träffarna hålls på distans.",
        "Sessions are held remotely.",
    ),
    "premises": (
        "Tapaamiset pidetään työnohjaajan tiloissa.",
        "Träffarna hålls i handledarens lokaler.",
        "Sessions are held at the supervisor’s premises.",
    ),
    "workplace": (
        "Tapaamiset pidetään työpaikalla.",
        "Träffarna hålls på arbetsplatsen.",
        "Sessions are held at the workplace.",
    ),
    "outdoors": ("Tapaamiset pidetään ulkona.", "Träffarna hålls utomhus.", "Sessions are held outdoors."),
    "other": (
        "Tapaamiset pidetään muussa sovitussa paikassa.",
        "Träffarna hålls på en annan avtalad plats.",
        "Sessions are held at another agreed place.",
    ),
    "books_one": (
        "Ohjattava varaa ajat portaalissa.",
        "Den handledda bokar tiderna i portalen.",
        "The supervisee books the times in the portal.",
    ),
    "books_many": (
        "Työnohjaaja sopii ajat ohjattavien kanssa, ja ne näkyvät kaikille portaalissa.",
        "Handledaren avtalar tiderna med de handledda, och alla ser dem i portalen.",
        "The supervisor agrees on the times with the supervisees, and all see them in the portal.",
    ),
    "approval_none": (
        "Yksittäisiä aikoja ei tarvitse hyväksyttää.",
        "Enskilda tider behöver inte godkännas.",
        "Single times need no approval.",
    ),
    "approval_frame": (
        (
            "Tilaaja on hyväksynyt sovittujen tapaamisten työajan ja hinnan ennalta, joten yksittäistä aikaa ei"
            " tarvitse hyväksyä erikseen."
        ),
        (
            "Beställaren har på förhand godkänt de avtalade träffarnas arbetstid och pris, så en enskild tid "
            "behöver inte godkännas separat."
        ),
        (
            "The client has approved the working time and the price of the agreed sessions in advance, so that "
            "no single time needs approval."
        ),
    ),
    "approval_series": (
        "Esihenkilö hyväksyy työajan ja hinnan sarjana.",
        "Chefen godkänner arbetstiden och priset för en serie på en gång.",
        "The manager approves working time and price for a series at once.",
    ),
    "approval_each": (
        "Esihenkilö hyväksyy kunkin tapaamisen työajan ja hinnan.",
        "Chefen godkänner arbetstiden och priset för varje träff.",
        "The manager approves the working time and the price of each session.",
    ),
    "approval_own": (
        "Kielteinen vastaus koskee vain esihenkilön omia työntekijöitä: muille aika säilyy.",
        "Ett nekande svar gäller bara chefens egna medarbetare: för de andra kvarstår tiden.",
        "A no concerns the manager’s own people alone: for the others the time stands.",
    ),
    "absence": (
        (
            "Yhden poissaolo ei peru tapaamista. Jos tulijoita on vähemmän kuin {quorum}, työnohjaaja ratkaisee, "
            "pidetäänkö tapaaminen, siirretäänkö se vai perutaanko se."
        ),
        (
            "Om en är frånvarande ställs träffen inte in. Om färre än {quorum} kommer avgör handledaren om träffen "
            "hålls, flyttas eller avbokas."
        ),
        (
            "One absence does not cancel a session. If fewer than {quorum} come, the supervisor decides whether it is "
            "held, moved or cancelled."
        ),
    ),
    "substitute": (
        "Jos työnohjaaja on pitkään estynyt: {substitute}.",
        "Om handledaren är förhindrad en längre tid: {substitute}.",
        "If the supervisor is away for long: {substitute}.",
    ),
    # 3 evaluation
    "evaluation_one": (
        "Ohjattava ja työnohjaaja arvioivat työskentelyä {months} kuukauden välein ja lopuksi.",
        "Den handledda och handledaren utvärderar arbetet med {months} månaders mellanrum och till slut.",
        "Supervisee and supervisor evaluate the work every {months} months and at the end.",
    ),
    "evaluation_many": (
        "Ohjattavat ja työnohjaaja arvioivat työskentelyä {months} kuukauden välein ja lopuksi.",
        "De handledda och handledaren utvärderar arbetet med {months} månaders mellanrum och till slut.",
        "Supervisees and supervisor evaluate the work every {months} months and at the end.",
    ),
    "follow_up": (
        "Seuranta tehdään, kun päättymisestä on kulunut {months} kuukautta.",
        "En uppföljning görs {months} månader efter avslutningen.",
        "There is a follow-up {months} months after the end.",
    ),
    "invites_one": (
        "Ohjattava päättää, kutsutaanko esihenkilö arviointikeskusteluun ja mitä hänelle näytetään.",
        "Den handledda avgör om chefen bjuds in till utvärderingssamtalet och vad hen får se.",
        "The supervisee decides whether the manager is invited to the evaluation, and what they are shown.",
    ),
    "invites_many": (
        "Ohjattavat päättävät yhdessä, kutsutaanko esihenkilö arviointikeskusteluun ja mitä hänelle näytetään.",
        "De handledda avgör tillsammans om chefen bjuds in till utvärderingssamtalet och vad hen får se.",
        "The supervisees decide together whether the manager is invited to the evaluation, and what they are shown.",
    ),
    "invites_nobody": (
        "Esihenkilöä ei kutsuta arviointikeskusteluun.",
        "Chefen bjuds inte in till utvärderingssamtalet.",
        "The manager is not invited to the evaluation.",
    ),
    # 4 price
    "price": (
        "Tapaamisen hinta on {net} ja alv {percent}, yhteensä {gross}. Alv määräytyy tapaamispäivän verokannan mukaan.",
        (
            "Priset för en träff är {net} plus moms {percent}, sammanlagt {gross}. Momsen bestäms enligt "
            "skattesatsen på dagen för träffen."
        ),
        (
            "The price of a session is {net} plus VAT {percent}, in total {gross}. VAT follows the rate of the "
            "session’s day."
        ),
    ),
    "price_untaxed": (
        "Tapaamisen hinta on {net}. Hintaan ei lisätä arvonlisäveroa.",
        "Priset för en träff är {net}. Ingen moms läggs till.",
        "The price of a session is {net}. No VAT is added.",
    ),
    "price_consumer": (
        "Tapaamisen hinta on {gross}. Hintaan sisältyy alv {percent}, joka määräytyy tapaamispäivän verokannan mukaan.",
        (
            "Priset för en träff är {gross}. I priset ingår moms {percent}, som bestäms enligt skattesatsen på "
            "dagen för träffen."
        ),
        "The price of a session is {gross}. It includes VAT {percent}, which follows the rate of the session’s day.",
    ),
    "per_session": (
        "Hinta on koko tapaamisen, ei osallistujaa kohden.",
        "Priset gäller hela träffen, inte per deltagare.",
        "The price is for the whole session, not per head.",
    ),
    "shared_cost": (
        "Hinta jaetaan tilaajien kesken. Kunkin osuus on merkitty osapuolten kohdalle.",
        "Priset delas mellan beställarna. Vars och ens andel står vid parterna.",
        "The clients share the price. The part of each stands with the parties.",
    ),
    "invoices": (
        "Toteutuneet tapaamiset laskutetaan kuukausittain. Maksuehto on {days} päivää netto.",
        "Genomförda träffar faktureras månadsvis. Betalningsvillkoret är {days} dagar netto.",
        "Held sessions are invoiced monthly. Payment term: {days} days net.",
    ),
    "marked": ("Laskulle merkitään: {marks}.", "På fakturan anges: {marks}.", "On the invoice stand: {marks}."),
    "buyer_reference": ("viitteenne {value}", "er referens {value}", "your reference {value}"),
    "cost_centre": ("kustannuspaikka {value}", "kostnadsställe {value}", "cost centre {value}"),
    "order_number": ("tilausnumero {value}", "beställningsnummer {value}", "order number {value}"),
    "code": ("prosessin tunnus {value}", "processens kod {value}", "process code {value}"),
    "names_no": (
        "Ohjattavan nimeä laskulla ei ole.",
        "Den handleddas namn står inte på fakturan.",
        "No supervisee’s name stands on the invoice.",
    ),
    "names_yes": (
        "Laskulla on ohjattavan nimi.",
        "Den handleddas namn står på fakturan.",
        "The supervisee’s name stands on the invoice.",
    ),
    "frame": ("Puitesopimus: {frame}.", "Ramavtal: {frame}.", "Frame agreement: {frame}."),
    "working_time": (
        "Sisäisestä työnohjauksesta ei peritä hintaa eikä sitä laskuteta. Tapaamiset ovat työaikaa.",
        "För intern handledning tas inget pris ut, och den faktureras inte. Träffarna är arbetstid.",
        "Internal supervision has no price and no invoice. The sessions are working time.",
    ),
    # 5 cancelling
    "cancel": (
        (
            "Ajan voi siirtää tai perua maksutta viimeistään {hours} tuntia ennen alkua. Myöhemmin perutusta "
            "tai käyttämättä jääneestä ajasta veloitetaan {share} hinnasta."
        ),
        (
            "En tid kan flyttas eller avbokas avgiftsfritt senast {hours} timmar före början. För en tid som "
            "avbokas senare eller blir oanvänd debiteras {share} av priset."
        ),
        (
            "A time can be moved or cancelled free of charge until {hours} hours before it begins. For one "
            "cancelled later or not used, {share} of the price is charged."
        ),
    ),
    "cancel_free": (
        "Ajan voi siirtää tai perua maksutta alkuun asti.",
        "En tid kan flyttas eller avbokas avgiftsfritt tills den börjar.",
        "A time can be moved or cancelled free of charge until it begins.",
    ),
    "no_reason": (
        "Syytä ei kysytä eikä kirjata.",
        "Ingen orsak frågas eller antecknas.",
        "No reason is asked or written down.",
    ),
    "supervisor_cancels": (
        "Työnohjaajan perumasta ajasta ei veloiteta.",
        "En tid som handledaren avbokar debiteras inte.",
        "A time that the supervisor cancels is not charged.",
    ),
    # 6 confidentiality
    "confidential": (
        "Tapaamisissa puhuttu on luottamuksellista.",
        "Det som sägs på träffarna är konfidentiellt.",
        "What is said in the sessions is confidential.",
    ),
    "to_client": (
        (
            "Työnohjaaja ei kerro sisällöstä tilaajalle, eikä tilaaja pyydä sitä. Muuta tietoa annetaan vain "
            "tekstinä, jonka jokainen ohjattava, jota se koskee, on nähnyt ja hyväksynyt."
        ),
        (
            "Handledaren berättar inte om innehållet för beställaren, och beställaren ber inte om det. Annan "
            "information ges endast som text som varje handledd som berörs har sett och godkänt."
        ),
        (
            "The supervisor tells the client nothing of the content, and the client does not ask. Anything else"
            " is told only as a text that every supervisee concerned has seen and accepted."
        ),
    ),
    "to_employer": (
        (
            "Työnohjaaja ei kerro sisällöstä työnantajalle, eikä työnantaja pyydä sitä. Muuta tietoa annetaan vain "
            "tekstinä, jonka jokainen ohjattava, jota se koskee, on nähnyt ja hyväksynyt."
        ),
        (
            "Handledaren berättar inte om innehållet för arbetsgivaren, och arbetsgivaren ber inte om det. Annan "
            "information ges endast som text som varje handledd som berörs har sett och godkänt."
        ),
        (
            "The supervisor tells the employer nothing of the content, and the employer does not ask. Anything else is "
            "told only as a text that every supervisee concerned has seen and accepted."
        ),
    ),
    "to_nobody": (
        "Työnohjaaja ei kerro sisällöstä eikä työnohjauksesta kenellekään.",
        "Handledaren berättar varken om innehållet eller om handledningen för någon.",
        "The supervisor tells nobody of the content, nor that there is supervision.",
    ),
    "group_all": (
        "Jokainen ryhmän jäsen pitää salassa kaiken, mitä ryhmässä puhutaan.",
        "Varje medlem håller allt som sägs i gruppen för sig själv.",
        "Every member keeps to themselves all that is said in the group.",
    ),
    "group_own": (
        "Työasioista voi puhua ryhmän ulkopuolella, mutta ryhmän jäsenten henkilökohtaisista asioista ei.",
        "Om arbetsfrågor får man tala utanför gruppen, men inte om medlemmarnas personliga angelägenheter.",
        "Matters of work may be talked on outside the group; what is personal to its members may not.",
    ),
    "limits": (
        (
            "Vaitiolosta voidaan poiketa vain, kun laki siihen velvoittaa, esimerkiksi "
            "lastensuojeluilmoituksessa. Työnohjaaja voi käsitellä omaa työtään omassa työnohjauksessaan ilman "
            "tunnistetietoja."
        ),
        (
            "Tystnaden kan brytas endast när lagen kräver det, till exempel vid en barnskyddsanmälan. "
            "Handledaren kan behandla sitt eget arbete i sin egen handledning utan uppgifter som kan "
            "identifiera någon."
        ),
        (
            "Silence is broken only where the law demands it, for example in a child welfare notification. The "
            "supervisor may look at their own work in their own supervision, without anything that identifies "
            "anybody."
        ),
    ),
    # 8 remote
    "remote_rules": (
        (
            "Jokainen on omassa, suljetussa tilassa. Tapaamista ei tallenneta, eikä siitä tehdä automaattista "
            "litterointia tai tiivistelmää."
        ),
        (
            "Var och en sitter i ett eget, slutet rum. Träffen spelas inte in, och ingen automatisk "
            "transkribering eller sammanfattning görs."
        ),
        (
            "Each is in a closed room of their own. The session is not recorded, and nothing makes a transcript"
            " or summary of it."
        ),
    ),
    # 9 data
    "controller": (
        "Työnohjauspalvelun tuottaja on prosessin tietojen rekisterinpitäjä.",
        "Producenten av handledningstjänsten är personuppgiftsansvarig för processens uppgifter.",
        "The provider of the supervision is the controller of the process’s data.",
    ),
    "controller_client": (
        "Tilaaja on omien hyväksyntöjensä ja laskujensa rekisterinpitäjä.",
        "Beställaren är personuppgiftsansvarig för sina egna godkännanden och fakturor.",
        "The client is the controller of its own approvals and invoices.",
    ),
    "controller_internal": (
        "Rekisterinpitäjä on työnantaja, joka ei kuitenkaan voi lukea muistiinpanoja, teemoja eikä tavoitteita.",
        "Personuppgiftsansvarig är arbetsgivaren, som dock inte kan läsa anteckningar, teman eller mål.",
        "The employer is the controller, and yet cannot read notes, themes or goals.",
    ),
    "keeps": (
        "Muistiinpanot, teemat ja tavoitteet poistetaan, kun loppuarvioinnista on kulunut {months} kuukautta.",
        "Anteckningar, teman och mål raderas {months} månader efter slututvärderingen.",
        "Notes, themes and goals are erased {months} months after the final evaluation.",
    ),
    "keeps_nothing": (
        "Portaaliin ei tallenneta teemoja, muistiinpanoja eikä tavoitteita.",
        "I portalen sparas inga teman, anteckningar eller mål.",
        "No themes, notes or goals are stored in the portal.",
    ),
    "kept": (
        "Sopimus säilytetään 3 vuotta päättymisen jälkeen ja laskut kirjanpitolain mukaan.",
        "Avtalet sparas 3 år efter avslutningen och fakturorna enligt bokföringslagen.",
        "The agreement is kept for 3 years after the end, invoices as the Accounting Act says.",
    ),
    "kept_internal": (
        "Sopimus säilytetään 3 vuotta päättymisen jälkeen.",
        "Avtalet sparas 3 år efter avslutningen.",
        "The agreement is kept for 3 years after the end.",
    ),
    "notice": ("Tietosuojaseloste: {website}.", "Dataskyddsbeskrivning: {website}.", "Privacy notice: {website}."),
    # 10 changes
    "new_version": (
        "Muutoksesta tehdään uusi versio, jonka ne hyväksyvät, joita se koskee.",
        "Om en ändring görs en ny version, som godkänns av dem den berör.",
        "A change makes a new version, which those whom it concerns accept.",
    ),
    "stopping": (
        (
            "Kuka tahansa osapuoli voi keskeyttää työnohjauksen ilmoittamalla siitä toisille. Silloin pidetään "
            "vielä yksi päätöstapaaminen, jos ohjattava haluaa."
        ),
        (
            "Vem som helst av parterna kan avbryta handledningen genom att meddela de andra. Då hålls ännu en "
            "avslutande träff, om den handledda vill."
        ),
        (
            "Any party may stop the supervision by telling the others. One closing session is then held, if the"
            " supervisee wants it."
        ),
    ),
    "stopping_many": (
        (
            "Kuka tahansa osapuoli voi keskeyttää työnohjauksen omalta osaltaan ilmoittamalla siitä toisille. "
            "Ryhmän kanssa pidetään silloin vielä yksi päätöstapaaminen, jos ryhmä haluaa."
        ),
        (
            "Vem som helst av parterna kan avbryta handledningen för egen del genom att meddela de andra. Med "
            "gruppen hålls då ännu en avslutande träff, om gruppen vill."
        ),
        (
            "Any party may stop for their own part by telling the others. One closing session is then held with"
            " the group, if the group wants it."
        ),
    ),
    "stopping_invoiced": (
        "Toteutuneet tapaamiset laskutetaan.",
        "Genomförda träffar faktureras.",
        "Sessions that were held are invoiced.",
    ),
    # 11 dissatisfied
    "dissatisfied": (
        (
            "Tyytymättömyydestä puhutaan ensin työnohjaajan kanssa. Jos asia ei ratkea, osapuoli voi kysyä "
            "kantaa työnohjaajan ammattijärjestön eettiseltä toimielimeltä."
        ),
        (
            "Missnöje tas först upp med handledaren. Om saken inte löses kan en part fråga det etiska organet i"
            " handledarens yrkesorganisation om dess ståndpunkt."
        ),
        (
            "Whoever is not satisfied first talks with the supervisor. If that does not help, a party may ask "
            "the ethics body of the supervisor’s professional association."
        ),
    ),
    # who sees what
    "thing": ("Tieto", "Uppgift", "What"),
    "supervisee": ("Ohjattava", "Handledd", "Supervisee"),
    "supervisees": ("Ohjattavat", "Handledda", "Supervisees"),
    "supervisor": ("Työnohjaaja", "Handledare", "Supervisor"),
    "supervisors": ("Työnohjaajat", "Handledare", "Supervisors"),
    "co_supervisor": ("Työnohjaaja", "Handledare", "Supervisor"),
    "client": ("Tilaaja", "Beställare", "Client"),
    "payer": ("Maksaja", "Betalare", "Payer"),
    "client_and_payer": ("Tilaaja ja maksaja", "Beställare och betalare", "Client and payer"),
    "employer": ("Työnantaja", "Arbetsgivare", "Employer"),
    "t_times": ("Ajat ja kesto", "Tider och längd", "Times and length"),
    "t_price": ("Hinta", "Pris", "Price"),
    "t_attendance": ("Läsnäolo", "Närvaro", "Attendance"),
    "t_goal": ("Tilaajan tavoite", "Beställarens mål", "The client’s goal"),
    "t_goal_internal": ("Työnantajan tavoite", "Arbetsgivarens mål", "The employer’s goal"),
    "t_agreed_themes": ("Sovitut teemat", "Avtalade teman", "Agreed themes"),
    "t_invoices": ("Laskut", "Fakturor", "Invoices"),
    "t_own_goals": ("Omat tavoitteet", "Egna mål", "Own goals"),
    "t_themes": ("Käsitellyt teemat", "Behandlade teman", "Themes discussed"),
    "t_assignments": ("Välitehtävät", "Mellanuppgifter", "Interim assignments"),
    "t_evaluations": ("Arvioinnit", "Utvärderingar", "Evaluations"),
    "t_notes": ("Omat muistiinpanot", "Egna anteckningar", "Own notes"),
    "sees": ("näkee", "ser", "sees"),
    "not": ("ei näe", "ser inte", "does not see"),
    "own": ("omansa", "sina egna", "their own"),
    "shared": ("jaetut", "delade", "those shared"),
    "office": ("toimisto näkee", "kansliet ser", "the office sees"),
    "number_of": ("määrän", "antalet", "the number"),
    "names_of": ("nimet", "namnen", "the names"),
    "by_leave": ("ohjattavan luvalla", "med den handleddas lov", "if the supervisee allows"),
    # the paper around the text
    "f_agreement": ("Sopimus", "Avtal", "Agreement"),
    "f_dated": ("Päivätty", "Daterat", "Dated"),
    "f_in_force": ("Voimassa", "I kraft", "In force"),
    "f_copy": ("Kappale", "Exemplar", "Copy"),
    "copy_all": ("Kaikille osapuolille sama", "Samma för alla parter", "The same for all parties"),
    "copy_own": ("Työnantajan oma kappale", "Arbetsgivarens eget exemplar", "The employer’s own copy"),
    "speaks": ("Puolesta hyväksyy: {name}", "Godkänner för: {name}", "Accepts on behalf: {name}"),
    "share": ("Osuus hinnasta: {percent}", "Andel av priset: {percent}", "Part of the price: {percent}"),
    "business_id": ("Y-tunnus {value}", "FO-nummer {value}", "Business ID {value}"),
    "others": (
        "Lisäksi muita ohjattavia: {count}",
        "Dessutom andra handledda: {count}",
        "Other supervisees besides: {count}",
    ),
    "others_accepted": (
        "Sopimuksen ovat hyväksyneet myös muut osapuolet: {count}.",
        "Avtalet har godkänts också av andra parter: {count}.",
        "Other parties have accepted it, too: {count}.",
    ),
    "a_party": ("Osapuoli", "Part", "Party"),
    "a_name": ("Nimi", "Namn", "Name"),
    "a_accepted": ("Hyväksynyt", "Godkänt", "Accepted"),
    "a_how": ("Tapa", "Sätt", "How"),
    "portal": ("kirjautuneena portaaliin", "inloggad i portalen", "signed in to the portal"),
    "link": ("henkilökohtaisella linkillä", "med personlig länk", "by personal link"),
    "paper": ("allekirjoitetulla paperilla", "på undertecknat papper", "on signed paper"),
    "of_version": ("versiossa {number}", "i version {number}", "in version {number}"),
    "digest": (
        "Hyväksytyn tekstin tarkiste (SHA-256): {digest}",
        "Kontrollsumma för den godkända texten (SHA-256): {digest}",
        "Digest of the accepted text (SHA-256): {digest}",
    ),
    "logo": ("logo", "logotyp", "logo"),
}


def say(key: str, language: str, **facts: object) -> str:
    return TABLE[key][LANGUAGES.index(language)].format(**facts)
