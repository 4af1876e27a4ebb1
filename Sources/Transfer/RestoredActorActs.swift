import Actors
import Ledger
import Record
import SQLite

/// Takes in what people did to actors in another ledger, where the numbers of actors are others: upon those whom articles mention at the same places.
///
/// Each keeps who did it and when, and where it comes from, so that it is taken in once. What people of this ledger have decided stays: what goes
/// against it, or is so already, is left out.
struct RestoredActorActs {
    private let connection: Connection
    private let exported: ExportedActors
    private let file: String
    private var rows: ActorRows { ActorRows(connection: connection) }
    private let subjects: RestoredSubjects

    /// - Parameter file: where the line stands.
    init(_ connection: Connection, _ exported: ExportedActors, from file: String) {
        (self.connection, self.exported, self.file) = (connection, exported, file)
        subjects = RestoredSubjects(connection: connection, ledger: exported.origin)
    }

    /// To be called in the transaction that takes up the line, once its article is there.
    func take() throws {
        let acts = exported.acts.filter { $0.actor != nil }
        guard !acts.isEmpty, let mark = try connection.row("SELECT mark FROM origin", make: { $0.text(0) }) else { return }
        var (taken, last) = try takenBefore()
        for act in acts {
            let known = ActOrigin(detail: act.detail)
            let origin = ActOrigin(
                ledger: known?.ledger ?? exported.origin, act: known?.act ?? act.id, file: file,
                through: known == nil ? nil : exported.origin)
            let key = Key(ledger: origin.ledger, act: origin.act)
            // What was done here and has gone round another ledger is here already.
            guard taken[key] == nil, known?.ledger != mark, try !isOwn(act) else { continue }
            // What was left out before is not done after what was done there later.
            if known == nil, act.id < last { continue }
            let decisions = ActorDecisions(connection: connection, who: act.who, at: act.at, origin: origin)
            let undone = act.undoes.flatMap {
                taken[Key(ledger: act.undone?.ledger ?? exported.origin, act: act.undone?.act ?? $0)]
            }
            do {
                if let number = try carryOut(act, undoing: undone, decisions) { taken[key] = number }
            } catch let error as DatabaseError where error.kind == .refused {
                // People of this ledger have decided otherwise, or it is so already.
                continue
            }
        }
    }

    // MARK: The log

    /// An act as its ledger numbers it.
    private struct Key: Hashable {
        let ledger: String
        let act: Int
    }

    /// The acts that were taken in before, by where they come from, and the last one of those that people of the other ledger did.
    private func takenBefore() throws -> ([Key: Int], last: Int) {
        var (taken, last): ([Key: Int], Int) = ([:], 0)
        try connection.query(
            "SELECT id, detail FROM act INDEXED BY act_actor WHERE actor IS NOT NULL AND instr(detail, '\"from\"') > 0 ORDER BY id"
        ) { row in
            guard let origin = ActOrigin(detail: row.text(1)) else { return true }
            taken[Key(ledger: origin.ledger, act: origin.act)] = row.int(0)
            if origin.ledger == exported.origin, origin.through == nil { last = max(last, origin.act) }
            return true
        }
        return (taken, last)
    }

    /// Whether it is an act of this very ledger, of which the line was exported.
    private func isOwn(_ act: ExportedActors.Act) throws -> Bool {
        try connection.row(
            """
            SELECT 1 FROM act, origin WHERE act.id = \(act.id) AND at = \(act.at) AND who = \(act.who) AND verb = \(act.verb)
                AND mark = \(exported.origin)
            """
        ) { $0.int(0) } != nil
    }

    /// Whether an act of the log was done by people of this ledger.
    private func isDoneHere(_ act: Int) throws -> Bool {
        try connection.row("SELECT detail FROM act WHERE id = \(act)") { ActOrigin(detail: $0.text(0)) == nil } ?? false
    }

    // MARK: What it is here

    /// Does in this ledger what somebody did in the other one.
    ///
    /// - Parameter undone: the act of this ledger that it undoes.
    /// - Returns: the number of the act; nil where nothing is to be done.
    /// - Throws: `DatabaseError` of the kind `refused`, before anything was changed, where it cannot be done here.
    private func carryOut(_ act: ExportedActors.Act, undoing undone: Int?, _ decisions: ActorDecisions) throws -> Int? {
        if act.verb == "undo" { return try undone.flatMap { try decisions.undo($0) } }
        guard let detail = ActDetail(json: act.detail), let first = act.subjects.first, first.id == act.actor else { return nil }
        let actor = try subjects.actor(first)
        let others = act.subjects.dropFirst()
        switch act.verb {
        case "merge": return try actor.flatMap { try merge(others, into: $0, decisions) }
        case "differ":
            guard let actor, let other = try others.first.flatMap(subjects.actor) else { return nil }
            return try differ(actor, from: other, decisions)
        case "split": return try split(act.moved, decisions)
        case "alias":
            guard let actor, let name = detail.name, try !isGivenHere(name, toOtherThan: actor) else { return nil }
            return try decisions.alias(actor, name)
        case "role", "group":
            guard let actor, let told = detail.terms.first else { return nil }
            return try decisions.tell(told, of: actor)
        case "import": return try take(detail, first, decisions)
        default: return nil
        }
    }

    private func merge(_ others: ArraySlice<ExportedActors.Subject>, into actor: Int, _ decisions: ActorDecisions) throws -> Int?
    {
        let into = try decisions.existing(actor)
        let named = try others.compactMap(subjects.actor)
        var (from, tied): ([Int], Set<Int>) = ([], [])
        for other in named {
            let root = try decisions.existing(other)
            if root == into {
                // The machine has found so already, and may find otherwise once it knows more.
                let row = other == into ? actor : other
                if row != into, try top(of: other) != top(of: actor), try person(of: row) == nil { tied.insert(row) }
            } else if try (root == other || named.contains(root) || person(of: other) == nil), !from.contains(root) {
                from.append(root)
            }
        }
        let apart = ApartActors(connection: connection)
        from = try from.filter { root in
            guard let pair = try apart.pair(among: [root, into], by: ["differ", "split"]) else { return true }
            return try pair.verb == "split" && !isDoneHere(pair.act)
        }
        return from.isEmpty && tied.isEmpty ? nil : try decisions.merge(from, into: into, keeping: tied.sorted())
    }

    /// Keeps two apart whom the machine may have found to be one here: it does not do so again.
    private func differ(_ actor: Int, from other: Int, _ decisions: ActorDecisions) throws -> Int? {
        guard try decisions.existing(actor) == decisions.existing(other) else { return try decisions.differ(actor, from: other) }
        guard actor != other, try top(of: actor) != top(of: other) else { return nil }
        return try decisions.note("differ", actor: actor, ActDetail(numbers: [other]))
    }

    /// Whom a person has found a row to be.
    private func person(of actor: Int) throws -> Int? {
        try connection.row("SELECT person_into FROM actor WHERE id = \(actor)") { $0.optionalInt(0) } ?? nil
    }

    /// The row that people have found a row to be in the end.
    private func top(of actor: Int) throws -> Int {
        var seen: Set = [actor]
        var top = actor
        while let next = try person(of: top), seen.insert(next).inserted { top = next }
        return top
    }

    /// Parts what has been parted there, as far as it is one actor here.
    private func split(_ mentions: [ExportedActors.MentionPlace], _ decisions: ActorDecisions) throws -> Int? {
        let places = try mentions.compactMap(subjects.place)
        let roots = Dictionary(grouping: places) { (try? rows.root(of: $0.actor)) ?? $0.actor }
        // Where people of this ledger have parted some of them already, the others stay with whom they are.
        guard let (root, taken) = roots.max(by: { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) }) else { return nil }
        let actors = try connection.numbers(
            "SELECT id FROM actor WHERE id = \(root) UNION SELECT id FROM actor WHERE merged_into = \(root)")
        let split = try connection.numbers("SELECT id FROM act WHERE verb = 'split' AND actor IN (\(actors))")
        guard try !split.contains(where: isDoneHere) else { return nil }
        return try decisions.split(off: taken)?.act
    }

    /// Whether people of this ledger have given a name to somebody else.
    private func isGivenHere(_ name: String, toOtherThan actor: Int) throws -> Bool {
        let root = try rows.root(of: actor)
        let keys = [EntityKind.person, nil].map { ActorName.hash(ActorName.key(name, $0)) }
        let named = try connection.rows(
            """
            SELECT act.actor, act.detail FROM actor_name AS called
            CROSS JOIN act INDEXED BY act_actor ON act.actor = called.actor AND act.verb IN ('alias', 'import')
            WHERE called.key IN (\(keys)) AND called.name = \(name) AND called.by_person = 1
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            """
        ) { (actor: $0.int(0), detail: ActDetail(json: $0.text(1))) }
        return try named.contains { one in
            guard let detail = one.detail, detail.origin == nil, detail.name == name || detail.names.contains(name) else {
                return false
            }
            return try rows.root(of: one.actor) != root
        }
    }

    /// Tells of an actor what a list has told of it there; makes one that is not here.
    private func take(_ told: ActDetail, _ subject: ExportedActors.Subject, _ decisions: ActorDecisions) throws -> Int? {
        let actors = try subjects.actors(subject)
        guard actors.count < 2, told.isMade || !actors.isEmpty else { return nil }
        let actor = try actors.first.map(decisions.existing)
        var wanted = told
        wanted.replaced = []
        let number = ExternalID(scheme: ExternalID.otherLedger + exported.origin, value: "@\(subject.id)")
        wanted.externals = told.externals.filter(\.isOfCollection) + (actor == nil ? [number] : [])
        let here = try actor.map(attributes) ?? []
        for (scheme, values) in Dictionary(grouping: told.externals.filter { $0.attribute != nil }, by: \.scheme)
            .sorted(by: { $0.key < $1.key })
        {
            // What a list of this ledger's people tells in that column stays.
            let standing = here.filter { $0.told.external.scheme == scheme }
            guard !standing.contains(where: \.isOfHere) else { continue }
            wanted.externals += values
            wanted.replaced += standing.map(\.told).filter { one in told.replaced.contains { $0.external == one.external } }
        }
        switch try decisions.take(wanted, of: actor, name: subject.name, kind: subject.kind) {
        case .made(_, let act), .changed(_, let act): return act
        case .known, .ambiguous: return nil
        }
    }

    /// What lists tell of an actor and of those merged into it, and whether people of this ledger have brought the list.
    private func attributes(of root: Int) throws -> [(told: ActDetail.Replaced, isOfHere: Bool)] {
        let actors = try connection.numbers(
            "SELECT id FROM actor WHERE id = \(root) UNION SELECT id FROM actor WHERE merged_into = \(root)")
        let standing = try connection.rows(
            "SELECT actor, scheme, value FROM actor_external WHERE actor IN (\(actors)) ORDER BY actor, scheme, value"
        ) { ActDetail.Replaced(actor: $0.int(0), external: ExternalID(scheme: $0.text(1), value: $0.text(2))) }
        let lists = try connection.rows("SELECT detail FROM act WHERE actor IN (\(actors)) AND verb = 'import'") {
            ActDetail(json: $0.text(0))
        }.compactMap { $0 }
        return standing.filter { $0.external.attribute != nil }.map { told in
            (told, lists.contains { $0.origin == nil && $0.externals.contains(told.external) })
        }
    }
}
