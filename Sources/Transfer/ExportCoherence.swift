import Actors
import Ledger
import Record
import Reviews
import Wire

/// Why an exported line, each of whose values is one that there can be, does not hold together, so that it would make a damaged ledger. The
/// description is a clause.
struct ExportCoherence {
    let findings: Findings
    let envelope: ExportEnvelope
    /// What layers there are now: what can be a mark of theirs.
    let cards: [LayerCard]
    private var statements: [Statement] { findings.statements }
    private var entities: [Entity] { findings.entities }

    /// The first fault; nil where there is none.
    var fault: String? { statementFault ?? layerFault ?? entityFault ?? actFault ?? actorFault ?? envelope.removalFault }

    private var statementFault: String? {
        let numbers = Set(statements.map(\.id))
        if numbers.count < statements.count { return "two statements have the same id" }
        let speakers = Set(entities.map(\.id))
        for statement in statements {
            if let parent = statement.parent, parent == statement.id || !numbers.contains(parent) {
                return
                    "statement \(statement.id) lies in a statement \(parent) that \(parent == statement.id ? "is itself" : "is not there")"
            }
            if let speaker = statement.speaker, !speakers.contains(speaker) {
                return "statement \(statement.id) has a speaker \(speaker) who is no entity of the article"
            }
        }
        return statementInItself.map { "statement \($0) lies in itself, by way of others" }
    }

    /// A statement that lies in one which lies in it, however many are between; each is passed once.
    private var statementInItself: Int? {
        let parents = Dictionary(
            statements.compactMap { one in one.parent.map { (one.id, $0) } }, uniquingKeysWith: { first, _ in first })
        var passed: Set<Int> = []
        for statement in statements {
            var (here, way): (Int?, Set<Int>) = (statement.id, [])
            while let id = here, !passed.contains(id) {
                guard way.insert(id).inserted else { return id }
                here = parents[id]
            }
            passed.formUnion(way)
        }
        return nil
    }

    /// Links are between statements of the line, and marks are such as their layers leave.
    private var layerFault: String? {
        let numbers = Set(statements.map(\.id))
        if let link = findings.links.first(where: { !numbers.isSuperset(of: [$0.a, $0.b]) }) {
            return "a link leads from statement \(link.a) to \(link.b), and one of them is not there"
        }
        if let (mark, clause) = markWithoutWhatItNames { return "a mark of the layer “\(mark.layer)” names \(clause)" }
        if let mark = markThatCannotBe {
            return
                "the layer “\(mark.layer)” does not leave such marks as \(mark.subject == .article ? "the article" : "a statement") has"
        }
        return nil
    }

    /// A mark that names an entity or a statement that the article does not have, also one of the machine's beside a judged one.
    private var markWithoutWhatItNames: (Mark, clause: String)? {
        let (entities, statements) = (Set(entities.map(\.id)), Set(statements.map(\.id)))
        let beside = envelope.machineMarks.flatMap { machine in
            (try? Mark.all(of: .statement(machine.number), json: Array(machine.json.utf8))) ?? []
        }
        for mark in findings.marks + beside {
            if case .statement(let number) = mark.subject, !statements.contains(number) {
                return (mark, "a statement \(number) that is not there")
            }
            switch mark.value {
            case .choice, .days: break
            case .party(let entity, _, _):
                if !entities.contains(entity) { return (mark, "an entity \(entity) that is not there") }
            case .record(let record):
                for member in record.members {
                    guard case .id(let id)? = member.value else { continue }
                    // "by" is who says so: a statement; all others are entities.
                    if member.name == "by" ? !statements.contains(id) : !entities.contains(id) {
                        return (mark, "\(member.name == "by" ? "a statement" : "an entity") \(id) that is not there")
                    }
                }
            }
        }
        return nil
    }

    /// A mark beside which its layer's card, where it is of the version that has left it, does not let the others stand.
    private var markThatCannotBe: Mark? {
        let beside = envelope.machineMarks.map { machine in
            (try? Mark.all(of: .statement(machine.number), json: Array(machine.json.utf8))) ?? []
        }
        let groups = ([findings.marks] + beside).flatMap { marks in
            Dictionary(grouping: marks) { Place(subject: $0.subject, layer: $0.layer) }.values
        }
        return groups.first { marks in
            guard let card = cards.first(where: { $0.name == marks[0].layer }) else { return false }
            let areOfNow = marks.allSatisfy { mark in
                if case .layer(let version) = mark.by { version == card.version } else { true }
            }
            return areOfNow && !card.accepts(marks)
        }?.first
    }

    private struct Place: Hashable {
        let subject: Mark.Subject
        let layer: String
    }

    private var entityFault: String? {
        if let high = entities.first(where: { $0.id >= EntityRows.limit }) {
            return "entity \(high.id) has a number beyond \(EntityRows.limit - 1)"
        }
        return Set(entities.map(\.id)).count < entities.count ? "two entities have the same id" : nil
    }

    /// An act is undone once.
    private var actFault: String? {
        for undone in [envelope.acts.compactMap(\.undoes), envelope.actors?.acts.compactMap(\.undoes) ?? []]
        where Set(undone).count < undone.count {
            return "two acts undo the same one"
        }
        return nil
    }

    /// Who stands for others is not merged into somebody else, nor is anybody into themselves.
    private var actorFault: String? {
        let made = envelope.actors?.made ?? []
        let merged = Set(made.filter { $0.mergedInto != nil }.map(\.id))
        for actor in made {
            if actor.ties.contains(actor.id) { return "actor @\(actor.id) is merged into itself" }
            if let into = actor.mergedInto, merged.contains(into) {
                return "actor @\(actor.id) is merged into @\(into), which is merged into another itself"
            }
        }
        return nil
    }
}

extension ExportEnvelope {
    /// That an article is kept as a removed one follows from its acts, as `RemovedRows.proofs` ask of a ledger; nil where all is well.
    var removalFault: String? {
        let undone = Set(acts.enumerated().compactMap { place, act in act.undoes.flatMap { $0 < place ? $0 : nil } })
        let isRemoved = acts.indices.contains { acts[$0].verb == "remove" && !undone.contains($0) }
        switch (isRemoved, removed) {
        case (true, nil): return "it was removed, and what is kept of it is not there"
        case (false, .some): return "nobody has removed it, or somebody has brought it back"
        case (_, let kept?) where (kept.line == nil) != acts.contains { $0.verb == "forget" }:
            return "its text is kept though it was forgotten, or is not kept though it was not"
        default: return nil
        }
    }
}
