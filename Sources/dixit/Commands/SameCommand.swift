import Finding
import Foundation
import Ledger
import Record
import Wire

extension Command {
    /// `dixit same`
    static let same: Command = Command(
        name: "same",
        summary: "Show how other articles carry the same words",
        explanation: """
            s12.3 is a statement. Articles that carry what it says too are shown, the earliest first: the words that were cut from the earliest version stand in \
            [-brackets-], those that were put in in {+braces+}. Versions are of the same speaker, or of one that is not known; where the words are given to \
            somebody else, that is said. Two contents are one utterance where five words or more stand one behind the other in both, and half of the \
            shorter one's words are the same (of the longer one's, where the speakers are not known to be one), or ten stand one behind the other.
            """,
        examples: ["dixit same s1.0", "dixit same s1.0 --format json"],
        options: [SameOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width],
        operand: Operand(name: "ID", count: 1...1, help: "A statement: s12.3"),
        run: { given in
            let reference = given.operands[0]
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            guard case .statement(let id)? = LedgerID(reference) else {
                let meant = LedgerID.unlettered(reference).map { "; statement \($0) has an s before it" } ?? ""
                throw QuestionError("“\(reference)” is no statement, which is written s12.3\(meant)")
            }
            let utterance = try ledger.utterance(of: id)
            if given.text(SameOption.format) == "json" {
                var json = JSONWriter()
                (utterance ?? Utterance(versions: [])).write(to: &json)
                try OutputFile.standard.write(json.bytes + [UInt8(ascii: "\n")])
                return .success
            }
            guard let utterance else {
                FileHandle.standardError.write(Data("dixit same: no other article carries these words\n".utf8))
                return .success
            }
            let layout = EntryLayout(given)
            try OutputFile.standard.write(Array(utterance.versions.map(layout.text).joined(separator: "\n").utf8))
            return .success
        })
}

/// The options that `dixit same` alone has.
private enum SameOption {
    static let format = Option("format", "f", .choice(["text", "json"]), help: "How to write it (text)")
}

extension EntryLayout {
    /// A version of an utterance: who says it where, and its words with what was cut and added.
    fileprivate func text(of version: Utterance.Version) -> String {
        let entry = version.entry
        let (cut, added) = version.changes
        var notes = [
            entry.article.outlet ?? "outlet not known", entry.article.published ?? "no date",
            entry.article.title ?? entry.article.name,
        ]
        if version.isOthers { notes.append("given to somebody else") }
        if version.isCopy { notes.append("in a copy") }
        if cut > 0 { notes.append(cut.counted("word cut", "words cut")) }
        if added > 0 { notes.append(added.counted("word added", "words added")) }
        let speaker = entry.actor?.name ?? entry.speaker ?? "(speaker not known)"
        let head = [Run("\(entry.id)  ", .aside, isWhole: true), Run(HarmlessText.line(speaker), .plain)]
        let wrapping = Wrapping(width: width, paint: paint)
        let runs = version.marking.map { stretch -> Run in
            let words = HarmlessText.line(stretch.words)
            switch stretch.sort {
            case .kept: return Run(words + " ", .plain)
            case .cut: return Run("[-\(words)-] ", .aside)
            case .added: return Run("{+\(words)+} ", .match)
            }
        }
        return EntryLayout.joined(
            wrapping.lines(head, first: "", hanging: "    ") + wrapping.lines(runs, first: "    ", hanging: "    ") + items(notes)
        )
    }
}
