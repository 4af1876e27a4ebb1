import Actors
import Finding
import Ledger
import Record
import Transfer
import Wire

/// All that a ledger tells through its public questions, as lines of JSON, so that what a Dixit of another time told can be compared.
struct LedgerContents {
    private let ledger: Ledger

    init(of ledger: Ledger) { self.ledger = ledger }

    /// Articles with their records, statements, the acts upon them, and actors, in the order of their numbers.
    func lines() throws -> [String] {
        var lines: [String] = []
        var numbers: [Int] = []
        try ledger.export { article in
            numbers.append(article.article.entry.id)
            return true
        }
        for article in numbers {
            let shown = try ledger.show(article: article)
            lines.append(String(decoding: shown.loaded.record.json, as: UTF8.self))
            lines.append(line { write(shown.provenance, of: article, to: &$0) })
            for number in 0..<12 {
                guard let statement = try? ledger.show(StatementID(article: article, number: number)) else { continue }
                lines.append(line { write(statement, to: &$0) })
            }
            for act in shown.reviews { lines.append(line { write(act, of: article, to: &$0) }) }
        }
        for number in 1..<20 {
            guard let actor = try? ledger.show(actor: "@\(number)") else { continue }
            lines.append(line { write(actor, number, to: &$0) })
            lines += told(of: actor, number).map { told in line { $0.member("@\(number)", told) } }
        }
        return lines
    }

    private func line(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        json.object { write(&$0) }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func write(_ provenance: Provenance, of article: Int, to json: inout JSONWriter) {
        json.member("article", article)
        json.member("sha256", provenance.fingerprint.hex)
        json.member("added", provenance.added)
        json.member("model", provenance.reader.model)
        json.member("likeness", provenance.likeness)
        json.name("copies")
        json.array(provenance.copies) { $1.string("\($0.id)") }
    }

    private func write(_ shown: ShownStatement, to json: inout JSONWriter) {
        json.member("statement", plain(shown.entry.id))
        json.member("state", shown.entry.state.word)
        json.member("actor", shown.entry.actor.map { "@\($0.id) \($0.name)" })
        json.member("speaker", shown.entry.speaker)
        json.member("content", shown.entry.statement.content.map(\.text).joined(separator: " | "))
        json.member("machine", shown.machine.map { $0.content.map(\.text).joined(separator: " | ") })
        json.member("machine_speaker", shown.machine?.speaker)
        json.name("children")
        json.array(shown.children) { $1.string(plain($0)) }
        json.name("repetitions")
        json.array(shown.repetitions) { $1.string(plain($0)) }
        json.member("repeats", shown.repeats.map(plain))
    }

    /// As every Dixit's lines of these fixtures have it, however the present one writes it.
    private func plain(_ id: StatementID) -> String { "\(id.article).\(id.number)" }

    private func write(_ act: ReviewAct, of article: Int, to json: inout JSONWriter) {
        json.member("act", act.id)
        json.member("at", act.at)
        json.member("who", act.who)
        json.member("verb", act.verb)
        json.member("on", act.statement.map { "\(article).\($0)" })
        json.member("undoes", act.undoes)
    }

    private func write(_ shown: ShownActor, _ number: Int, to json: inout JSONWriter) {
        json.member("actor", "@\(number)")
        json.member("is", "@\(shown.actor.id) \(shown.actor.name)")
        json.member("kind", shown.actor.kind?.rawValue)
        json.member("statements", shown.choice.statements + shown.told)
        json.member("mentions", shown.choice.mentions)
    }

    /// Further names, roles, groups and ids elsewhere.
    private func told(of shown: ShownActor, _ number: Int) -> [String] {
        let day = { (day: Day?) in day.map { "\($0)" } ?? "" }
        let terms = shown.roles.map { "\($0.isGroup ? "group" : "role") \($0.name) \(day($0.first))–\(day($0.last))" }
        return shown.names.map { "name \($0)" } + terms + shown.externals.map { "\($0.scheme) \($0.value)" }
    }
}
