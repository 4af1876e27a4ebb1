/// What Dixit knows of English words: one list a concept, each the file of that name in `Words`, read when it is first asked for.
///
/// What a list holds and what its attributes mean stands at the head of its file; `Documentation/lexicon.md` tells how one is changed.
package enum Lexicon {
    package static let abbreviations = WordList(PackageResources.abbreviations_txt)
    package static let acts = WordList(PackageResources.acts_txt)
    package static let adverbs = WordList(PackageResources.adverbs_txt)
    package static let agencies = WordList(PackageResources.agencies_txt)
    package static let anonymity = WordList(PackageResources.anonymity_txt)
    package static let auxiliaries = WordList(PackageResources.auxiliaries_txt)
    package static let bareSubjects = WordList(PackageResources.bare_subjects_txt)
    package static let beforeCues = WordList(PackageResources.before_cues_txt)
    package static let beforeRelatives = WordList(PackageResources.before_relatives_txt)
    package static let bodies = WordList(PackageResources.bodies_txt)
    package static let collectives = WordList(PackageResources.collectives_txt)
    package static let conditions = WordList(PackageResources.conditions_txt)
    package static let conjunctions = WordList(PackageResources.conjunctions_txt)
    package static let countries = WordList(PackageResources.countries_txt)
    package static let dailies = WordList(PackageResources.dailies_txt)
    package static let dayParts = WordList(PackageResources.day_parts_txt)
    package static let determiners = WordList(PackageResources.determiners_txt)
    package static let documents = WordList(PackageResources.documents_txt)
    package static let dutyWords = WordList(PackageResources.duty_words_txt)
    package static let eventTypes = WordList(PackageResources.event_types_txt)
    package static let feasts = WordList(PackageResources.feasts_txt)
    package static let focusingAdverbs = WordList(PackageResources.focusing_adverbs_txt)
    package static let frequentWords = WordList(PackageResources.frequent_words_txt)
    package static let furniture = WordList(PackageResources.furniture_txt)
    package static let generations = WordList(PackageResources.generations_txt)
    package static let givenNames = WordList(PackageResources.given_names_txt)
    package static let hedges = WordList(PackageResources.hedges_txt)
    package static let indefinites = WordList(PackageResources.indefinites_txt)
    package static let informants = WordList(PackageResources.informants_txt)
    package static let instrumentModifiers = WordList(PackageResources.instrument_modifiers_txt)
    package static let instruments = WordList(PackageResources.instruments_txt)
    package static let months = WordList(PackageResources.months_txt)
    package static let nameJoints = WordList(PackageResources.name_joints_txt)
    package static let nameParticles = WordList(PackageResources.name_particles_txt)
    package static let nearDays = WordList(PackageResources.near_days_txt)
    package static let negators = WordList(PackageResources.negators_txt)
    package static let nicknames = WordList(PackageResources.nicknames_txt)
    package static let nondescript = WordList(PackageResources.nondescript_txt)
    package static let nounModifiers = WordList(PackageResources.noun_modifiers_txt)
    package static let numbers = WordList(PackageResources.numbers_txt)
    package static let occasions = WordList(PackageResources.occasions_txt)
    package static let occupations = WordList(PackageResources.occupations_txt)
    package static let ordinals = WordList(PackageResources.ordinals_txt)
    package static let parties = WordList(PackageResources.parties_txt)
    package static let pastForms = WordList(PackageResources.past_forms_txt)
    package static let plans = WordList(PackageResources.plans_txt)
    package static let prepositions = WordList(PackageResources.prepositions_txt)
    package static let pronouns = WordList(PackageResources.pronouns_txt)
    package static let refusals = WordList(PackageResources.refusals_txt)
    package static let relations = WordList(PackageResources.relations_txt)
    package static let runningForOffice = WordList(PackageResources.running_for_office_txt)
    package static let seasons = WordList(PackageResources.seasons_txt)
    package static let seats = WordList(PackageResources.seats_txt)
    package static let sectors = WordList(PackageResources.sectors_txt)
    package static let spokespeople = WordList(PackageResources.spokespeople_txt)
    package static let timeEdges = WordList(PackageResources.time_edges_txt)
    package static let timeSets = WordList(PackageResources.time_sets_txt)
    package static let timeShifts = WordList(PackageResources.time_shifts_txt)
    package static let timeUnits = WordList(PackageResources.time_units_txt)
    package static let timesAtLarge = WordList(PackageResources.times_at_large_txt)
    package static let titles = WordList(PackageResources.titles_txt)
    package static let vagueWords = WordList(PackageResources.vague_words_txt)
    package static let verbsOfHolding = WordList(PackageResources.verbs_of_holding_txt)
    package static let verbsOfSaying = WordList(PackageResources.verbs_of_saying_txt)
    package static let weekdays = WordList(PackageResources.weekdays_txt)

    /// What is done where a word, in any of its forms, is a statement's cue.
    package static let actsByForm: [String: String] = {
        var acts: [String: String] = [:]
        for word in Lexicon.acts.words {
            for form in VerbForms.regular(word) where acts[form] == nil || form == word { acts[form] = Lexicon.acts[word].first }
        }
        return acts
    }()

    /// All forms of the verbs of saying.
    package static let saying = VerbForms.all(of: verbsOfSaying)
    /// All forms of the verbs of holding something true.
    package static let holding = VerbForms.all(of: verbsOfHolding)

    /// Every list by the name of its file.
    static let lists: [(name: String, list: WordList)] = [
        ("abbreviations", abbreviations), ("acts", acts), ("adverbs", adverbs), ("agencies", agencies),
        ("anonymity", anonymity), ("auxiliaries", auxiliaries), ("bare-subjects", bareSubjects), ("before-cues", beforeCues),
        ("before-relatives", beforeRelatives), ("bodies", bodies), ("collectives", collectives), ("conditions", conditions),
        ("conjunctions", conjunctions), ("countries", countries), ("dailies", dailies), ("day-parts", dayParts),
        ("determiners", determiners), ("documents", documents), ("duty-words", dutyWords), ("event-types", eventTypes),
        ("feasts", feasts), ("focusing-adverbs", focusingAdverbs), ("frequent-words", frequentWords),
        ("furniture", furniture), ("generations", generations), ("given-names", givenNames), ("hedges", hedges),
        ("indefinites", indefinites),
        ("informants", informants), ("instrument-modifiers", instrumentModifiers), ("instruments", instruments),
        ("months", months), ("name-joints", nameJoints), ("name-particles", nameParticles), ("near-days", nearDays),
        ("negators", negators), ("nicknames", nicknames), ("nondescript", nondescript), ("noun-modifiers", nounModifiers),
        ("numbers", numbers), ("occasions", occasions), ("occupations", occupations), ("ordinals", ordinals),
        ("parties", parties), ("past-forms", pastForms), ("plans", plans), ("prepositions", prepositions),
        ("pronouns", pronouns), ("refusals", refusals), ("relations", relations), ("running-for-office", runningForOffice),
        ("seasons", seasons), ("seats", seats), ("sectors", sectors), ("spokespeople", spokespeople), ("time-edges", timeEdges),
        ("time-sets", timeSets), ("time-shifts", timeShifts), ("time-units", timeUnits), ("times-at-large", timesAtLarge),
        ("titles", titles), ("vague-words", vagueWords), ("verbs-of-holding", verbsOfHolding), ("verbs-of-saying", verbsOfSaying),
        ("weekdays", weekdays),
    ]
}
