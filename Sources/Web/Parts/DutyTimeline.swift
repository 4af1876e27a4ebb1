import Finding
import Ledger
import Record
import SQLite

/// What is said of somebody's duties under an instrument, and what they and those who belong to them say of it, in order of time.
struct DutyTimeline {
    private let items: [Item]
    private let bearer: String

    /// At most so many of their own statements, the latest.
    private static let most = 100

    private enum Item {
        case duty(ListedDuty)
        case answer(StatementEntry)

        /// What orders them: the day, then the article.
        var place: (Int, Int) {
            switch self {
            case .duty(let duty): (duty.days?.from.number ?? Int.max, duty.article.id)
            case .answer(let entry): (entry.day?.number ?? Int.max, entry.id.article)
            }
        }
    }

    /// - Parameters:
    ///   - bearers: whose duties: several where the ledger knows one of a name by several.
    ///   - instrument: words of what binds them.
    init(_ duties: [ListedDuty], bearers: [ActorEntry], instrument: String, in ledger: Ledger) throws {
        // One who never speaks is no side.
        let speakers = Set(bearers.compactMap { try? ledger.side("@\($0.id)") }.flatMap(\.ids)).sorted()
        bearer = bearers.first?.name ?? ""
        var query = StatementQuery()
        let words = instrument.split { !$0.isLetter && !$0.isNumber }.prefix(16)
        query.words = try words.isEmpty ? nil : SearchQuery(words.map { "\"\($0)\"" }.joined(separator: " "))
        (query.speakers, query.isNested, query.order, query.limit) = (speakers, false, .date, DutyTimeline.most)
        let answers = query.speakers.isEmpty || words.isEmpty ? [] : try ledger.find(query)
        // What says itself that the duty is kept or owed stands there once.
        let told = Set(duties.compactMap(\.by))
        items = (duties.map(Item.duty) + answers.filter { !told.contains($0.id) }.map(Item.answer)).sorted { $0.place < $1.place }
    }

    /// - Parameter passage: writes a duty as an item of a list.
    func write(_ cards: [LayerCard], to html: inout HTML, passage: (ListedDuty, inout HTML) -> Void) {
        html.element("h2", text: "In order of time")
        html.element(
            "p", .class("help"),
            text: "What is said of these duties of \(bearer), and what is said of it by them and whoever belongs to them.")
        html.element("ol", .class("timeline")) { html in
            for item in items {
                switch item {
                case .duty(let duty): passage(duty, &html)
                case .answer(let entry): html.entry(entry, cards: cards)
                }
            }
        }
    }
}
