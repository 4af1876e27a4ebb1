import Ledger
import Record
import SQLite

/// What somebody did to outlets.
public struct OutletAct: Sendable, Hashable {
    /// Its number in the log.
    public let id: Int
    /// When: seconds since 1970-01-01, UTC.
    public let at: Int
    /// Who.
    public let who: String
    /// "rename", "merge" or "undo".
    public let verb: String
    /// The outlets that it is upon; where they were merged, the one that stands for the others comes first. Of an act that undoes another one, those of that.
    public let outlets: [Int]
    /// What was done, with what the outlets were called then: "3 “nyt” → “The New York Times”".
    public let words: String
    /// The act that it undoes.
    public let undoes: Int?
    /// The act that has undone it.
    public let undoneBy: Int?
}

extension Ledger {
    /// What people did to outlets, the latest first.
    ///
    /// - Parameter outlet: one of them; nil for all.
    public func outletActs(upon outlet: Int? = nil) throws -> [OutletAct] {
        try connection.snapshot {
            var names = FormerNames()
            let given = try connection.rows("SELECT id, coalesce(given, name) FROM outlet") { ($0.int(0), $0.text(1)) }
            names.given = Dictionary(given, uniquingKeysWith: { first, _ in first })
            let acts = try connection.rows(
                """
                SELECT id, at, who, verb, detail, undoes, (SELECT undoing.id FROM act AS undoing WHERE undoing.undoes = act.id)
                FROM act INDEXED BY act_outlet WHERE article IS NULL AND actor IS NULL ORDER BY id
                """
            ) { row in
                let (outlets, told) = names.tell(
                    row.int(0), OutletDetail(verb: row.text(3), json: row.text(4)), row.optionalInt(5))
                let words = told + (ActOrigin(detail: row.text(4)).map { ", \($0.words)" } ?? "")
                return OutletAct(
                    id: row.int(0), at: row.int(1), who: row.text(2), verb: row.text(3), outlets: outlets, words: words,
                    undoes: row.optionalInt(5), undoneBy: row.optionalInt(6))
            }
            return acts.filter { act in outlet.map(act.outlets.contains) ?? true }.reversed()
        }
    }
}

/// What outlets were called when something was done to them, told act by act from the first on.
private struct FormerNames {
    /// What articles call them.
    var given: [Int: String] = [:]
    /// What people have renamed them to and nobody has undone so far, by the acts.
    private var renamed: [Int: [(act: Int, name: String)]] = [:]
    private var details: [Int: OutletDetail] = [:]

    /// Takes in the next act.
    ///
    /// - Parameters:
    ///   - detail: nil where it undoes another act.
    ///   - undoes: that one.
    /// - Returns: the outlets that it is upon, and what was done.
    mutating func tell(_ act: Int, _ detail: OutletDetail?, _ undoes: Int?) -> (outlets: [Int], words: String) {
        if let undoes, let undone = details[undoes] { return (undone.outlets, undo(undoes, undone)) }
        guard let detail else { return ([], "") }
        details[act] = detail
        switch detail {
        case .rename(let outlet, let name):
            let before = called(outlet)
            renamed[outlet, default: []].append((act, name))
            return (detail.outlets, "\(before) → “\(name)”")
        case .merge(let others, let into):
            return (detail.outlets, "\(others.map(called).joined(separator: ", ")) into \(called(into))")
        }
    }

    private mutating func undo(_ act: Int, _ undone: OutletDetail) -> String {
        switch undone {
        case .rename(let outlet, _):
            let before = called(outlet)
            renamed[outlet]?.removeAll { $0.act == act }
            return "\(before) → “\(name(of: outlet))”"
        case .merge(let others, let into):
            return "\(others.map(called).joined(separator: ", ")) parted from \(called(into))"
        }
    }

    private func name(of outlet: Int) -> String { renamed[outlet]?.last?.name ?? given[outlet] ?? "" }

    private func called(_ outlet: Int) -> String { "\(outlet) “\(name(of: outlet))”" }
}
