import English
import Record

/// From the words for who is bound to the article's entities: who writes, where "we" are; the state, for its government; each of several.
struct DutyParties: Sendable {
    private let scene: DutyScene
    private let article: ReadArticle
    /// The entity of each country that is mentioned, by its code: the one with most mentions of those called by its name, its people's or its capital's.
    private let countries: [String: Int]
    /// The entity of each place, by its name in small letters.
    private let places: [String: Int]
    /// The country that is mentioned most, where it is so by far.
    private let mainCountry: Int?
    /// The person with most mentions of each last name.
    private let surnames: [Substring: Int]

    init(_ scene: DutyScene) {
        (self.scene, article) = (scene, scene.article)
        let entities = article.findings.entities.sorted { ($0.mentions.count, $1.id) > ($1.mentions.count, $0.id) }
        let states = entities.compactMap { entity in
            entity.kind == .place ? Lexicon.countries[entity.name.lowercased()].first.map { (code: $0, entity: entity) } : nil
        }
        countries = Dictionary(states.map { ($0.code, $0.entity.id) }, uniquingKeysWith: { first, _ in first })
        places = Dictionary(
            entities.compactMap { $0.kind == .place ? ($0.name.lowercased(), $0.id) : nil },
            uniquingKeysWith: { first, _ in first })
        let isClear =
            states.count == 1 || states.count > 1 && states[0].entity.mentions.count >= 2 * states[1].entity.mentions.count
        mainCountry = isClear && states[0].entity.mentions.count > 1 ? states[0].entity.id : nil
        surnames = Dictionary(
            entities.compactMap { entity in
                entity.kind == .person ? entity.name.lowercased().split(separator: " ").last.map { ($0, entity.id) } : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The entities that a party stands for; nil for nobody.
    func entities(of party: DutyScene.Party?, saidBy sayer: Statement?, at word: Int) -> [Int?] {
        guard let party else { return [nil] }
        if sayer == nil, let author = scene.author, isAuthor(party) { return [author] }
        let parts = parts(of: party)
        guard parts.isEmpty else { return parts.map { state(of: $0) } }
        let named = article.entity(party.entity).map(isNameless) == true ? mainEntity(before: word) ?? party.entity : party.entity
        let own = state(of: named)
        let start = party.words.lowerBound
        guard !party.words.isEmpty, start >= 2, article.lower[start - 1] == "and",
            let other = scene.parties(in: max(0, start - 12)..<start - 1).last(where: { $0.words.upperBound == start - 1 }),
            other.entity != own
        else { return [own] }
        return [own, state(of: other.entity)]
    }

    /// "we", "our country", "my delegation".
    private func isAuthor(_ party: DutyScene.Party) -> Bool {
        guard let first = party.words.first else { return false }
        return ["we", "our", "us", "i", "my", "ourselves"].contains(article.lower[first])
            && (party.words.count == 1 || article.lower[party.words].contains(where: Self.owned.contains))
    }

    private static let owned: Set<String> = ["country", "delegation", "government", "nation", "state", "mission", "authorities"]

    /// Those that a mention of several names: "Varn and Elm", one entity each.
    private func parts(of party: DutyScene.Party) -> [Int] {
        guard party.words.count > 2, let and = party.words.first(where: { article.lower[$0] == "and" }) else {
            return article.entity(party.entity).map(members) ?? []
        }
        let inside = scene.parties(in: party.words).filter { $0.words != party.words && $0.form != .pronoun }
        let first =
            inside.filter { $0.words.upperBound == and }.max { $0.words.count < $1.words.count }?.entity
            ?? entity(surnamed: and - 1)
        let last =
            inside.filter { $0.words.upperBound == party.words.upperBound && $0.words.lowerBound > and }
            .max { $0.words.count < $1.words.count }?.entity ?? entity(surnamed: party.words.upperBound - 1)
        guard let first, let last, first != last else { return [] }
        return [first, last]
    }

    /// The people whose names stand behind the first mention of several: "two ministers, Ilse Varn and Tam Elm,".
    private func members(of several: Entity) -> [Int] {
        guard several.kind == .group, let mention = several.mentions.first, mention.form == .nominal else { return [] }
        let comma = article.words(of: mention.extract.span).upperBound
        guard comma < article.lower.count, article.lower[comma] == "," else { return [] }
        let sentence = article.sentence(of: comma)
        let named = scene.parties(in: comma..<min(comma + 14, sentence.upperBound)).filter { party in
            party.form == .name && article.entity(party.entity)?.kind == .person
        }
        guard let first = named.first, first.words.lowerBound - comma <= 4,
            let second = named.first(where: { $0.entity != first.entity && $0.words.lowerBound > first.words.upperBound }),
            article.lower[first.words.upperBound..<second.words.lowerBound].contains("and")
        else { return [] }
        return [first.entity, second.entity]
    }

    /// The person with a name that ends with a word written with a capital.
    private func entity(surnamed word: Int) -> Int? {
        article.worded.words[word].shape.hasCapital ? surnames[article.lower[word][...]] : nil
    }

    // MARK: States

    /// The state that an entity is the government of, where the article mentions it; else the entity.
    private func state(of entity: Int) -> Int {
        guard let name = article.entity(entity)?.name.lowercased() else { return entity }
        if let code = Lexicon.countries[name].first { return countries[code] ?? entity }
        var words = name.split { $0 == " " || $0 == "’" || $0 == "'" }.map(String.init).filter {
            !["the", "s", "of"].contains($0)
        }
        guard let government = words.firstIndex(where: Self.governments.contains) else { return entity }
        words.remove(at: government)
        if words.isEmpty || words.allSatisfy({ Lexicon.determiners.contains($0) || $0 == "country" }) {
            return scene.isInFirstPerson ? entity : mainCountry ?? entity
        }
        let place = words.joined(separator: " ")
        if let state = places[place] { return state }
        if let code = Lexicon.countries[place].first { return countries[code] ?? entity }
        // "the Varn government"
        return words.count == 1 && surnames[words[0][...]] != nil ? mainCountry ?? entity : entity
    }

    private static let governments: Set<String> = ["government", "authorities", "leadership", "regime", "side"]

    // MARK: The nameless

    /// Whether nothing tells who it is: "they", "the 22-year-old".
    private func isNameless(_ entity: Entity) -> Bool {
        guard entity.name == entity.name.lowercased(), !["our", "us", "we", "i", "my"].contains(entity.name),
            !entity.mentions.contains(where: { $0.form == .name })
        else { return false }
        return entity.mentions.first?.form == .pronoun || entity.kind == .person
    }

    /// The person or organisation with a name that is mentioned most, of those mentioned before a word.
    private func mainEntity(before word: Int) -> Int? {
        let end = article.worded.words[word].start
        return DutyScene.mostMentioned(
            article.findings.entities.filter { entity in
                (entity.kind == .person || entity.kind == .organization) && entity.mentions.contains { $0.form == .name }
                    && entity.mentions.first.map { $0.extract.span.start < end } == true
            })
    }
}
