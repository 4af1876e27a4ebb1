import Ledger
import Record
import SQLite

/// Takes in what people did to outlets in another ledger, where the numbers of outlets are others: by what articles call them.
///
/// Each keeps who did it and when, and where it comes from, so that it is taken in once. What people of this ledger did to an outlet stays.
struct RestoredOutletActs {
    private let connection: Connection
    private let exported: ExportedActors
    private let file: String
    private var rows: OutletRows { OutletRows(connection: connection) }

    /// - Parameter file: where the line stands.
    init(_ connection: Connection, _ exported: ExportedActors, from file: String) {
        (self.connection, self.exported, self.file) = (connection, exported, file)
    }

    /// To be called in the transaction that takes up the line.
    func take() throws {
        let acts = exported.acts.filter { $0.actor == nil }
        guard !acts.isEmpty, let mark = try connection.row("SELECT mark FROM origin", make: { $0.text(0) }) else { return }
        var log = try standing()
        for act in acts {
            let known = ActOrigin(detail: act.detail)
            let origin = known ?? ActOrigin(ledger: exported.origin, act: act.id, file: file)
            // What was done here and has gone round another ledger is here already, also where it was undone since.
            guard known?.ledger != mark, !log.contains(where: { $0.isFrom(origin.ledger, origin.act) }), try !isOwn(act) else {
                continue
            }
            if act.verb == "undo" {
                let (ledger, number) = (act.undone?.ledger ?? exported.origin, act.undone?.act ?? act.undoes)
                guard let undone = log.first(where: { $0.isFrom(ledger, number) && !$0.isUndone }) else { continue }
                try note("undo", act, OutletDetail.json(nil, from: origin), undoing: undone.id)
            } else if let detail = try translated(act, log) {
                try note(detail.verb, act, OutletDetail.json(detail, from: origin))
            } else {
                continue
            }
            log = try standing()
        }
    }

    // MARK: The log

    /// An act upon outlets that stands in the log.
    private struct Logged {
        let id: Int
        let origin: ActOrigin?
        let detail: OutletDetail?
        let isUndone: Bool

        /// Whether it is an act of another ledger that was taken in.
        func isFrom(_ ledger: String, _ act: Int?) -> Bool { origin?.ledger == ledger && origin?.act == act }

        /// Whether people of this ledger have done it, and it holds.
        var holdsHere: Bool { origin == nil && !isUndone }
    }

    private func standing() throws -> [Logged] {
        try connection.rows(
            """
            SELECT id, verb, detail, EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            FROM act INDEXED BY act_outlet WHERE article IS NULL AND actor IS NULL ORDER BY id
            """
        ) {
            Logged(
                id: $0.int(0), origin: ActOrigin(detail: $0.text(2)),
                detail: OutletDetail(verb: $0.text(1), json: $0.text(2)), isUndone: $0.int(3) == 1)
        }
    }

    /// Whether it is an act of this very ledger, of which the line was exported.
    private func isOwn(_ act: ExportedActors.Act) throws -> Bool {
        try connection.row(
            """
            SELECT 1 FROM act, origin WHERE act.id = \(act.id) AND at = \(act.at) AND who = \(act.who) AND verb = \(act.verb)
                AND detail = \(act.detail) AND mark = \(exported.origin)
            """
        ) { $0.int(0) } != nil
    }

    private func note(_ verb: String, _ act: ExportedActors.Act, _ detail: String, undoing undone: Int? = nil) throws {
        try connection.run(
            """
            INSERT INTO act (at, who, verb, after_article, detail, undoes)
            VALUES (\(act.at), \(act.who), \(verb), \(RemovedRows.lastArticle), \(detail), \(undone))
            """)
        if try OutletRows.namesakes(rows.told()) != nil {
            // What it undoes made room for a name that another outlet has here.
            return try connection.run("DELETE FROM act WHERE id = \(connection.lastInserted)")
        }
        try rows.settle()
    }

    // MARK: What it is here

    /// What an act of the other ledger is in this one; nil where it is so already, or people of this one have found otherwise.
    private func translated(_ act: ExportedActors.Act, _ log: [Logged]) throws -> OutletDetail? {
        guard let detail = OutletDetail(verb: act.verb, json: act.detail) else { return nil }
        var outlets: [OutletRows.Named] = []
        for number in detail.outlets {
            guard let name = act.outlets.first(where: { $0.id == number })?.given else { return nil }
            outlets.append(try rows.named(name))
        }
        switch detail {
        case .rename(_, let name): return try renaming(outlets[0], name, log)
        case .merge: return merging(Array(outlets.dropFirst()), outlets[0], log)
        }
    }

    private func renaming(_ outlet: OutletRows.Named, _ name: String, _ log: [Logged]) throws -> OutletDetail? {
        let isRenamedHere = log.contains { logged in
            if case .rename(outlet.given, _)? = logged.detail { logged.holdsHere } else { false }
        }
        guard !isRenamedHere, OutletRows.canBe(name) else { return nil }
        // An outlet of that name may be there: the two are one, as they would have been found to be in the other ledger.
        if let other = try rows.known(name), other.given != outlet.given { return merging([outlet], other, log) }
        let isCalledSo = try connection.row("SELECT 1 FROM outlet WHERE id = \(outlet.given) AND name = \(name)") { $0.int(0) }
        return isCalledSo == nil ? .rename(outlet.given, name) : nil
    }

    private func merging(_ others: [OutletRows.Named], _ into: OutletRows.Named, _ log: [Logged]) -> OutletDetail? {
        let isMergedHere = { (outlet: Int) in
            log.contains { logged in
                if case .merge(let others, _)? = logged.detail { logged.holdsHere && others.contains(outlet) } else { false }
            }
        }
        // One that stood under the others stands for them from then on.
        let isTurned = others.contains { $0.given == into.shown } && !isMergedHere(into.given)
        let merged = others.filter { $0.given != into.given && (isTurned || $0.shown != into.shown) && !isMergedHere($0.given) }
        return merged.isEmpty ? nil : .merge(merged.map(\.given), into: into.given)
    }
}
