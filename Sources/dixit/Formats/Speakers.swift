import Meaning
import Record

/// Who speaks in an article: by what name, in which colour, with how much doubt.
struct Speakers {
    /// Whom a statement's words are put down to.
    enum Speaker: Hashable {
        /// The entity of that id, whatever words refer to it.
        case entity(Int)
        /// Words that resolve to nobody, case-folded: two sources of the same words are the same speaker.
        case words(String)
    }

    /// The entities that have a name to show.
    private let entities: [Int: (name: String, kind: EntityKind?)]
    /// What is unusual about statements, by their ids, as layers of meaning call it for people.
    private let badges: [Int: [String]]

    init(_ findings: Findings) {
        badges = Dictionary(grouping: findings.marks.compactMap(Speakers.badge), by: \.statement).mapValues { $0.map(\.label) }
        let named = findings.entities.map { ($0.id, (name: HarmlessText.line($0.name), kind: $0.kind)) }
        entities = Dictionary(named.filter { !$0.1.name.isEmpty }, uniquingKeysWith: { first, _ in first })
    }

    /// The speaker of a statement; nil where neither a source nor a speaker is known.
    func speaker(of statement: Statement) -> Speaker? {
        if let id = statement.speaker, entities[id] != nil { return .entity(id) }
        let words = Speakers.words(statement)
        return words.isEmpty ? nil : .words(words.lowercased())
    }

    /// What is unusual about how a statement is told, one run each: "anonymous".
    func badges(_ statement: Statement) -> [[Run]] { (badges[statement.id] ?? []).map { [Run($0, .aside, isWhole: true)] } }

    /// What is unusual about how a statement is told, by its marks.
    static func badges(of marks: [Mark]) -> [String] { marks.compactMap { badge($0)?.label } }

    /// The label of a mark that has one to be shown.
    private static func badge(_ mark: Mark) -> (statement: Int, label: String)? {
        guard case .statement(let id) = mark.subject, let card = Layers.cards.first(where: { $0.name == mark.layer }) else {
            return nil
        }
        switch mark.value {
        case .choice(let name):
            guard let choice = card.choice(name), choice.isBadge else { return nil }
            return (id, choice.label)
        // The article's own day stands above.
        case .days(let days, _?):
            return (id, "\(card.title.lowercased()) \(days)" + (mark.confidence < Confidence.doubtful ? "?" : ""))
        default: return nil
        }
    }

    /// How many different ones there are; a missing source is none.
    func count(in statements: [Statement]) -> Int { Set(statements.compactMap(speaker)).count }

    /// What kind of entity the speaker of a statement is, where that is known.
    func kind(_ statement: Statement) -> EntityKind? {
        statement.speaker.flatMap { entities[$0]?.kind }
    }

    /// The name of a statement's speaker, else the words of its source, in the speaker's colour.
    func name(_ statement: Statement) -> Run {
        let name = statement.speaker.flatMap { entities[$0]?.name } ?? Speakers.words(statement)
        guard !name.isEmpty else { return Run("(no source)", .aside) }
        return Run(name, .speaker(Paint.colour(for: name.lowercased())))
    }

    /// The name, with "?" behind it where it is doubtful that this is the speaker.
    func nameWithDoubt(_ statement: Statement) -> [Run] {
        [name(statement)] + (isDoubted(statement) ? [Run("?", .aside)] : [])
    }

    /// The words of the source, with the name before them where they do not hold it: "Mara Lind (she)", "Mara Lind (inferred)". A
    /// doubtful name has a "?": "Mara Lind? (she)".
    func label(_ statement: Statement) -> [Run] {
        let name = name(statement)
        guard isResolved(statement) else { return [name] }
        let words = Speakers.words(statement)
        if !isDoubted(statement), Speakers.holds(words, name.text) { return [Run(words, name.style)] }
        let aside = words.isEmpty ? Speakers.inferred : words.lowercased() == name.text.lowercased() ? "" : "(\(words))"
        return nameWithDoubt(statement) + (aside.isEmpty ? [] : [Run(" " + aside, .aside)])
    }

    /// What there is to say of a statement's source where the speaker's name stands above: the words where they are others than
    /// the name, "(inferred)" where there are none, and "?" where the speaker is doubtful. Empty where there is nothing to say.
    func labelBelowName(_ statement: Statement) -> [Run] {
        guard isResolved(statement) else { return [] }
        let words = Speakers.words(statement)
        let isDoubted = isDoubted(statement)
        if !isDoubted, words.lowercased() == name(statement).text.lowercased() { return [] }
        return [Run(words.isEmpty ? Speakers.inferred : words, .aside)] + (isDoubted ? [Run("?", .aside)] : [])
    }

    /// Whether the speaker is an entity with a name.
    private func isResolved(_ statement: Statement) -> Bool {
        if case .entity = speaker(of: statement) { true } else { false }
    }

    private func isDoubted(_ statement: Statement) -> Bool {
        isResolved(statement) && statement.speakerConfidence.map { $0 < Confidence.doubtful } ?? false
    }

    /// Stands for the words of a source that the article does not name.
    private static let inferred = "(inferred)"

    private static func words(_ statement: Statement) -> String { ArticleLayout.words(statement.source) }

    /// Whether words hold a name as words of their own, in any case: "officials in Norrvik" hold "Norrvik", "Norrvikers" do not.
    private static func holds(_ words: String, _ name: String) -> Bool {
        let words = words.lowercased()
        return words.ranges(of: name.lowercased()).contains { range in
            let neighbours = [words[..<range.lowerBound].last, words[range.upperBound...].first]
            return !neighbours.contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
        }
    }
}
