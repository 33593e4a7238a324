"""The names of the particulars the rules ask of an opening, in Danish and English, by kind."""

FLAGS = {
    "academy_module": ("Kurset er et akademimodul", "The course is an academy module"),
    "access_met": (
        "Skolen er forladt, og kursets adgangskrav er opfyldt",
        "School is over, and the course's own conditions are met",
    ),
    "adult_trainee_pay": (
        "Overenskomsten giver voksenelevløn",
        "The collective agreement gives adult trainee pay",
    ),
    "agreement_covers_basic_course": (
        "Uddannelsesaftalen omfatter grundforløbet",
        "The training agreement covers the basic course",
    ),
    "agreement_pay": (
        "Løn og vilkår følger overenskomsten",
        "Pay and terms follow the collective agreement",
    ),
    "alcohol_served": ("Der serveres alkohol", "Alcohol is served"),
    "approved_place": (
        "Virksomheden er godkendt som oplæringssted",
        "The company is an approved place of training",
    ),
    "assessment_covers_young": (
        "Arbejdspladsvurderingen (APV) omfatter de unge",
        "The workplace assessment covers the young",
    ),
    "at_current_workplace": (
        "Fleksjobbet er på personens nuværende arbejdsplads",
        "The flex job is at the person's present place of work",
    ),
    "at_hiring": (
        "Kurset gives i forbindelse med ansættelse",
        "The course is given on hiring",
    ),
    "basic_course_passed": ("Grundforløbet er bestået", "The basic course is passed"),
    "began_in_notice": (
        "Kurset begyndte i opsigelsesperioden",
        "The course began in the period of notice",
    ),
    "benefit_while_employed_here": (
        "Personen fik offentlig ydelse under ansættelsen i virksomheden",
        "The person had public benefits while employed in the company",
    ),
    "beyond_usual": (
        "Indsatsen ligger ud over, hvad arbejdsgiver eller skole sædvanligvis giver",
        "It lies beyond what employer or school usually gives",
    ),
    "budget_confirmed": (
        "Der er plads inden for loftet over kommunens udgifter",
        "There is room within the cap on the municipality's spending",
    ),
    "case_basis_ready": (
        "Kommunens beslutningsgrundlag foreligger",
        "The municipality has what it decides on",
    ),
    "contract_given": (
        "Ansættelsesbevis er givet",
        "A contract of employment is given",
    ),
    "course_approved": (
        "Kurset er godkendt inden start",
        "The course was approved beforehand",
    ),
    "course_gives_veu": (
        "Kurset giver ret til VEU-godtgørelse",
        "The course entitles to VEU allowance",
    ),
    "course_granted": (
        "Kommunen har bevilget kurset inden for sin del af puljen",
        "The municipality has granted the course within its share of the pool",
    ),
    "course_starred": (
        "Kurset er stjernemarkeret på listen",
        "The list stars the course",
    ),
    "culture_permit": (
        "Politiet har givet tilladelse til at medvirke ved kultur",
        "The police has permitted taking part in culture",
    ),
    "dangerous_work": ("Arbejdet er farligt", "The work is dangerous"),
    "de_minimis_declared": (
        "De minimis-erklæring er afgivet",
        "A de minimis declaration is made",
    ),
    "decisive_need": (
        "En mentor er afgørende for at få eller fastholde aktivitet, uddannelse eller job",
        "A mentor is decisive for getting or keeping activity, education or job",
    ),
    "different_function": (
        "Opgaverne i de lønnede timer er andre",
        "The tasks of the paid hours are other ones",
    ),
    "discussed": (
        "Ansættelsen er drøftet med medarbejdernes repræsentant",
        "The employment was discussed with the employees' representative",
    ),
    "dyslexia_found": ("Ordblindhed er konstateret", "Dyslexia is found"),
    "earlier_flex_job": (
        "Personen har haft fleksjob før",
        "The person has had a flex job before",
    ),
    "early_pension": ("Personen får førtidspension", "The person has early pension"),
    "education_pool_granted": (
        "Undtaget ved kommunens pulje for længere uddannede",
        "Excepted by the municipality's pool for the longer educated",
    ),
    "employed_here_before": (
        "Personen har været ansat i virksomheden før",
        "The person was employed in the company before",
    ),
    "employed_here_now": (
        "Personen er ansat i virksomheden nu",
        "The person is employed in the company now",
    ),
    "employer_declaration": (
        "En arbejdsgiver har erklæret at ville ansætte",
        "An employer has declared employment",
    ),
    "employer_in_denmark": (
        "Arbejdsgiveren er i Danmark",
        "The employer is in Denmark",
    ),
    "entrance_test_passed": ("Optagelsesprøven er bestået", "The entrance test is passed"),
    "eud_pool_granted": (
        "Undtaget ved puljen for erhvervsuddannelse",
        "Excepted by the pool for vocational education",
    ),
    "experience_documented": (
        "Uddannelse og erfaring er dokumenteret",
        "Education and experience are documented",
    ),
    "extension_assessed": (
        "Forlængelsen er konkret vurderet",
        "The extension is assessed in the case",
    ),
    "finished_9th": (
        "9. klasse eller undervisningspligten er afsluttet",
        "The 9th form or compulsory education is finished",
    ),
    "flex_approved": ("Visiteret til fleksjob", "Found entitled to a flex job"),
    "full_time_unemployed": (
        "Personen er fuldtidsledig",
        "The person is unemployed full time",
    ),
    "further_extension_assessed": (
        "Den yderligere forlængelse er konkret vurderet",
        "The further extension is assessed in the case",
    ),
    "guarded_centre": (
        "Arbejdsstedet ligger i et bevogtet center",
        "The place of work lies in a guarded centre",
    ),
    "hard_to_place": (
        "Personen kan kun vanskeligt få job på normale vilkår",
        "The person only with difficulty gets a job on normal terms",
    ),
    "has_eud": (
        "Personen har også en erhvervsuddannelse",
        "The person has a vocational education as well",
    ),
    "income_reported": (
        "Indtægten oplyses til den, der udbetaler ydelsen",
        "The income is told to who pays the benefit",
    ),
    "job_aimed": ("Kurset er kort og erhvervsrettet", "The course is short and aimed at work"),
    "job_ready": ("Personen er jobparat", "The person is ready for a job"),
    "latest_employer": (
        "Virksomheden er personens seneste arbejdsgiver",
        "The company is the person's latest employer",
    ),
    "leader_approved": (
        "Skolens leder har besluttet det med den kommunale ungeindsats",
        "The school's leader has decided it with the municipality's youth service",
    ),
    "leave_agreed": (
        "Orlov til uddannelsen er aftalt med arbejdsgiveren",
        "Leave for the education is agreed with the employer",
    ),
    "light_work": ("Arbejdet er lettere arbejde", "The work is light work"),
    "loss_of_pay": (
        "Der mistes løn, eller arbejdsgiveren betaler løn under kurset",
        "Pay is lost, or the employer pays wages during the course",
    ),
    "mentor_named": ("En mentor er udpeget", "Somebody is named as mentor"),
    "near_pension": (
        "Personen er tæt på folkepensionsalderen",
        "The person is near the pension age",
    ),
    "obviously_education_ready": (
        "Personen er vurderet åbenlyst uddannelsesparat",
        "The person is found obviously ready for education",
    ),
    "offers_tried": (
        "Alle relevante tilbud er afprøvet",
        "Every relevant offer has been tried",
    ),
    "on_six_week_list": (
        "Kurset står på positivlisten for 6 ugers jobrettet uddannelse",
        "The course stands on the list for six weeks' education",
    ),
    "only_observes": (
        "Eleven deltager kun i arbejdslignende opgaver",
        "The pupil only takes part in tasks like work",
    ),
    "outside_school_hours": (
        "Arbejdet ligger uden for skoletiden",
        "The work lies outside school hours",
    ),
    "parents_informed": ("Forældrene er orienteret", "The parents are informed"),
    "pay_floor_met": (
        "Lønnen er mindst den laveste løn for ufaglærte",
        "Pay is at least the lowest unskilled pay",
    ),
    "payment_agreed": (
        "Kommunen eller a-kassen har givet tilsagn",
        "The municipality or the fund has agreed",
    ),
    "placed_on_step": (
        "Skolen har testet personen og placeret på trin",
        "The school has tested the person and placed on a step",
    ),
    "positivliste": (
        "Uddannelsen står på positivlisten",
        "The education is on the national list",
    ),
    "purpose_stated": (
        "Aftalen angiver det præcise formål",
        "The agreement states the exact purpose",
    ),
    "replaces_ordinary_staff": (
        "Praktikken løser sæsonopgaver eller erstatter en ordinært ansat",
        "The placement does seasonal work or replaces an ordinary employee",
    ),
    "rkv_done": (
        "Realkompetencevurderingen (RKV) er gennemført",
        "The assessment of prior learning (RKV) is done",
    ),
    "same_function": (
        "Vikaren har samme eller tilsvarende jobfunktion",
        "The substitute has the same job function or an equivalent one",
    ),
    "same_group": (
        "Kurset ligger i den erhvervsgruppe, der er valgt først",
        "The course lies in the occupational group chosen first",
    ),
    "school_runs_education": ("Skolen udbyder uddannelsen", "The school runs the education"),
    "single_parent": (
        "Personen er enlig forsørger",
        "The person is a single parent",
    ),
    "statement_given": (
        "Arbejdsgiver og tillidsrepræsentant har udtalt sig skriftligt",
        "Employer and employees' representative have stated in writing",
    ),
    "trainee_pay": (
        "Lønnen er elevløn efter overenskomst",
        "Pay is trainee pay by collective agreement",
    ),
    "usual_pay": (
        "Den ansatte får sædvanlig løn under uddannelsen",
        "The employee gets the usual pay during the training",
    ),
    "veu_applied": (
        "Der er søgt på voksenuddannelse.dk ved tilmeldingen",
        "Applied for on voksenuddannelse.dk with the enrolment",
    ),
    "whole_class": ("Hele klassen deltager", "The whole class takes part"),
    "without_job": (
        "Personen er uden job og egen virksomhed",
        "The person has neither job nor business",
    ),
    "workplace_in_denmark": ("Arbejdsstedet er i Danmark", "The place of work is in Denmark"),
    "works_alone": ("Personen arbejder alene", "The person works alone"),
    "written_agreement": (
        "Kommunen og personen har indgået en skriftlig aftale",
        "Municipality and person have a written agreement",
    ),
}

NUMBERS = {
    "break_minutes": ("Pause, minutter", "Break, minutes"),
    "course_days": ("Kursusdage", "Days of the course"),
    "days_off": ("Fridøgn om ugen", "Days off a week"),
    "days_used": ("Kursusdage brugt tidligere", "Days of course used before"),
    "employee_education_last_used": (
        "År, hvor den ansatte sidst brugte sin uddannelse",
        "Year in which the employee last used the education",
    ),
    "employee_tenure_months": (
        "Den ansattes måneder i virksomheden",
        "The employee's months in the company",
    ),
    "employee_tenure_weeks": (
        "Den ansattes uger i virksomheden",
        "The employee's weeks in the company",
    ),
    "grade_danish": ("Karakter i dansk", "Grade in Danish"),
    "grade_maths": ("Karakter i matematik", "Grade in mathematics"),
    "hourly_pay": ("Timeløn, kroner", "Pay an hour, DKK"),
    "hours_a_day": ("Timer om dagen", "Hours a day"),
    "hours_free_day": ("Timer på en dag uden skole", "Hours on a day without school"),
    "hours_free_week": ("Timer i en uge uden skole", "Hours in a week without school"),
    "hours_school_day": ("Timer på en skoledag", "Hours on a school day"),
    "hours_school_week": ("Timer i en skoleuge", "Hours in a school week"),
    "job_hours": ("Timer om ugen i personens job", "Hours a week in the person's job"),
    "lift_kg": ("Tungeste løft, kg", "Heaviest lift, kg"),
    "mentor_hours": ("Mentortimer", "Mentor hours"),
    "ordinary_average": (
        "Ordinært ansatte, gennemsnit",
        "Ordinary employees, average",
    ),
    "ordinary_employees": ("Ordinært ansatte på P-nummeret", "Ordinary employees of the unit"),
    "ordinary_last_month": (
        "Ordinært ansatte sidste måned",
        "Ordinary employees last month",
    ),
    "planned_months": ("Planlagte måneder", "Months planned"),
    "relevant_experience_months": (
        "Måneders relevant erfaring",
        "Months of relevant experience",
    ),
    "rest_hours": ("Timers hvile mellem arbejdsdage", "Hours of rest between working days"),
    "rkv_days": ("Dage til realkompetencevurdering", "Days of assessment of prior learning"),
    "school_class": ("Klassetrin", "Form at school"),
    "social_terms_months": (
        "Måneder på sociale vilkår hos arbejdsgiveren",
        "Months on special terms with the employer",
    ),
    "supported_employees": (
        "I praktik, løntilskud og nytteindsats på P-nummeret",
        "In placement, on wage subsidy and in community work at the unit",
    ),
    "svu_weekly_hours": (
        "Undervisningstimer om ugen",
        "Hours of teaching a week",
    ),
    "unemployed_weeks_total": (
        "Ugers ledighed i alt",
        "Weeks of unemployment in all",
    ),
}

DAYS = {
    "agreement_starts_on": ("Uddannelsesaftalen begynder", "The training agreement starts on"),
    "applied_on": ("Ansøgt den", "Applied for on"),
    "approved_on": ("Godkendt af kommunen den", "Approved by the municipality on"),
    "born_on": ("Fødselsdato", "Date of birth"),
    "course_starts_on": ("Uddannelsen begynder", "The education starts on"),
    "earlier_part_ended_on": ("Den tidligere del sluttede", "The earlier part ended on"),
    "earlier_part_started_on": ("Den tidligere del begyndte", "The earlier part started on"),
    "ends_on": ("Sidste dag", "Last day"),
    "form_handed_in_on": ("Skemaet er afleveret", "The form was handed in on"),
    "last_employed_here_on": (
        "Sidst ansat i virksomheden",
        "Last employed in the company on",
    ),
}

HOURS = {
    "starts_at": ("Arbejdet begynder kl.", "The work starts at"),
    "ends_at": ("Arbejdet slutter kl.", "The work ends at"),
}

TEXTS = {
    "education": ("Uddannelse", "Education"),
    "p_number": ("P-nummer (10 cifre)", "P number (10 digits)"),
}

FIXED = {
    "kind": ("Stillingens art", "Kind of opening"),
    "occupation": ("Stillingsbetegnelse", "Occupation"),
    "organisation": ("Virksomhed", "Company"),
    "positions": ("Antal pladser", "Positions"),
    "starts_on": ("Første dag", "First day"),
    "weekly_hours": ("Timer om ugen", "Hours a week"),
    "work_times": ("Arbejdstid", "Working time"),
}
