import Finding
import Foundation
import Ledger
import Record
import SQLite

extension Command {
    /// `dixit digest`
    static let digest: Command = Command(
        name: "digest",
        summary: "Tell what is new, by who says it, as a letter or a feed",
        explanation: """
            Writes what was found in articles that were added since a day, a speaker after the other, plain text of 72 columns to be sent by mail:

                dixit digest --added-since yesterday --about Orvane | mail -s "Orvane" mara@example.org

            With --format atom it is a feed (RFC 4287), a statement an entry, which a feed reader opens from a file or from where you put it. WORDS and filters leave \
            what is asked for, as in dixit find. Nothing is written where nothing is new, so that no empty letter is sent; --always writes that, too.
            """,
        examples: [
            "dixit digest", "dixit digest --added-since 2021-05-01 --speaker Korvin --about Talmere",
            "dixit digest --outlet 'Far Bank' --format atom > far-bank.xml",
        ],
        options: FilterOption.all + [DigestOption.format, DigestOption.limit, DigestOption.always, LedgerOption.ledger],
        operand: Operand(name: "WORDS", count: 0...Int.max, help: "What to look for"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let given = given.with("added-since", "yesterday")
            var query = try StatementQuery(given, ledger, command: "digest", nested: false)
            query.words = given.operands.isEmpty ? nil : try SearchQuery(given.operands.joined(separator: " "))
            query.limit = given.number(DigestOption.limit) ?? Digest.limit
            let digest = try ledger.digest(query)
            let since = try StatementQuery.firstDay(given.values["added-since"]?.last ?? "yesterday")
            if given.text(DigestOption.format) == "atom" {
                try OutputFile.standard.write(
                    Array(AtomFeed(digest.voices.flatMap(\.statements), ledger, emptySince: since.number * 86_400).text.utf8))
            } else if digest.statements > 0 || given.has(DigestOption.always) {
                let layout = EntryLayout(width: DigestOption.columns, paint: Paint(isOn: false))
                try OutputFile.standard.write(Array(layout.text(of: digest, since: since).utf8))
            }
            return .success
        })
}

/// The options that `dixit digest` alone has.
private enum DigestOption {
    static let format = Option("format", "f", .choice(["text", "atom"]), help: "How to write it (text)")
    static let limit = Option(
        "limit", "n", .number("N", 1...100_000), help: "How many statements at most, the latest (\(Digest.limit))")
    static let always = Option("always", help: "Write that there is nothing new, too")
    /// Columns of a letter.
    static let columns = 72
}

extension Given {
    /// The same with an option that was not given.
    fileprivate func with(_ option: String, _ value: String) -> Given {
        var given = self
        if given.values[option] == nil { given.values[option] = [value] }
        return given
    }
}

extension EntryLayout {
    /// A letter: how much is new, and below each who says it what they say.
    fileprivate func text(of digest: Digest, since: Day) -> String {
        let statements = digest.statements.counted("statement", "statements")
        let head =
            digest.statements == 0
            ? "Nothing was added since \(since)."
            : "\(statements) by \(digest.voices.count.counted("speaker", "speakers")) in \(digest.articles.counted("article", "articles")) added since \(since)"
                + (digest.isThereMore ? "; there is more: --limit N tells it" : "")
        let voices = digest.voices.map { voice in
            let count = voice.statements.count.counted("statement", "statements")
            let name = "\(HarmlessText.line(voice.name)) · \(count)\n"
            return name + voice.statements.map { textBelowSpeaker(of: $0) }.joined(separator: "\n")
        }
        return ([head + "\n"] + voices).joined(separator: "\n")
    }
}
