import Actors
import Ledger
import Record
import SQLite

/// Which statements that a newer model finds are those that were there before.
///
/// First those whose parts stand in the same places, by the machine's record or as a person has corrected it; then those with the same cue, or the
/// same content. A statement that was found wrong is matched by all its parts alone: what stands elsewhere may be right.
package struct StatementMatch {
    private var formers: [Int: FormerStatement] = [:]
    private var founds: [Int: Int] = [:]

    package init(former: [FormerStatement], found: [Statement]) {
        var left = former
        func take(_ statement: Statement, _ matches: (FormerStatement) -> Bool) -> FormerStatement? {
            left.firstIndex(where: matches).map { left.remove(at: $0) }
        }
        let rounds: [(Statement, FormerStatement) -> Bool] = [
            { $1.row.parts == $0.parts || $1.machine?.parts == $0.parts },
            { found, former in
                guard former.row.state != .wrong else { return false }
                let parts = found.parts
                return [former.row, former.machine].contains { row in
                    row.map { (!$0.cue.isEmpty && $0.cue == parts.cue) || $0.content == parts.content } ?? false
                }
            },
        ]
        for round in rounds {
            for statement in found where formers[statement.id] == nil {
                guard let match = take(statement, { round(statement, $0) }) else { continue }
                formers[statement.id] = match
                founds[match.id] = statement.id
            }
        }
    }

    /// The former statement that one is; nil where it is new.
    package func former(of found: Statement) -> FormerStatement? { formers[found.id] }

    /// The id of the statement that a former one is now; nil where it is gone.
    package func found(_ former: FormerStatement) -> Int? { founds[former.id] }
}

/// Which entities that a newer model finds are those that were there before: the one with the most mentions in the same places.
package struct EntityMatch {
    private var numbers: [Int: Int] = [:]
    private var actors: [Int: Int] = [:]

    package init(from former: [StoredEntity], to found: [Entity]) {
        var owners: [Span: Int] = [:]
        for entity in found {
            for mention in entity.mentions { owners[mention.extract.span] = entity.id }
        }
        for entity in former {
            actors[entity.number] = entity.actor
            var shared: [Int: Int] = [:]
            // A name tells more than a pronoun, which a newer model may have given to somebody else.
            for mention in entity.mentions {
                if let owner = owners[mention.span] { shared[owner, default: 0] += mention.form == .name ? 100 : 1 }
            }
            numbers[entity.number] = shared.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
    }

    /// The actors of entities that are what they were: those of the same kind and name stay whom they were found to be, by a person or not.
    package func kept(_ found: [Entity], _ former: [StoredEntity], _ names: [Int: String]) -> [Int: Int] {
        var kept: [Int: Int] = [:]
        for entity in former {
            guard let actor = entity.actor, let name = names[entity.number], let number = numbers[entity.number],
                let new = found.first(where: { $0.id == number }), new.kind == entity.kind,
                ActorName.key(new.name, new.kind) == ActorName.key(name, entity.kind)
            else { continue }
            kept[number] = kept[number] ?? actor
        }
        return kept
    }

    /// A record with its speaker among the new entities; one who is not there any more is kept as the actor that they were.
    package func moved(_ row: ReviewedRow) -> ReviewedRow {
        guard let speaker = row.speaker else { return row }
        var moved = row
        moved.speaker = numbers[speaker]
        if moved.speaker == nil {
            moved.actor = actors[speaker]
            moved.speakerConfidence = nil
        }
        return moved
    }
}
