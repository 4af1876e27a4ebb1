import Ledger
import Meaning
import Record
import SQLite

extension Ledger {
    /// Marks anew what hangs on an article's day, such as when its statements were said, inside a transaction; the article is to be sealed anew.
    ///
    /// The same day always gets the same marks, so that undoing a correction brings back what was there. What people have judged stays. An article that
    /// no layer has marked yet is left to `dixit reread --layers`.
    func markByDay(_ article: Int) throws {
        let loaded = try load(article: article)
        let names = Set(Layers.namesOfDay)
        let isMarked = try connection.row("SELECT layers IS NOT NULL FROM article WHERE id = \(article)") { $0.int(0) } == 1
        guard isMarked || loaded.record.findings.marks.contains(where: { names.contains($0.layer) }) else { return }
        let marks = Dictionary(grouping: try marksByDay(loaded), by: \.subject)
        let rows = try connection.rows("SELECT id, number FROM statement WHERE article = \(article)") { ($0.int(0), $0.int(1)) }
        for (row, number) in rows {
            let found = marks[.statement(number)] ?? []
            for name in Layers.namesOfDay {
                try MarkRows(connection: connection).replace(with: found.filter { $0.layer == name }, of: row, layer: name)
            }
        }
    }

    /// Statements found wrong do not tell when others were said, but are marked too: somebody may find them right again.
    private func marksByDay(_ loaded: LoadedArticle) throws -> [Mark] {
        var findings = loaded.record.findings
        let shown = Layers.marksOfDay(in: loaded.record.article, findings)
        var loader = EntryLoader(self)
        let wrong = try connection.numbers("SELECT id FROM statement WHERE article = \(loaded.entry.id) AND state = 2")
            .compactMap { try loader.statement(row: $0)?.statement }
        guard !wrong.isEmpty else { return shown }
        findings.statements = (findings.statements + wrong).sorted { $0.id < $1.id }
        let ofWrong = Set(wrong.map { Mark.Subject.statement($0.id) })
        return shown + Layers.marksOfDay(in: loaded.record.article, findings).filter { ofWrong.contains($0.subject) }
    }
}
