import Record

/// An article and its statements laid out for people, on lines of a width.
///
///     The harbour stays shut
///     The Harbour Post · 2031-05-04 · news/harbour.txt
///
///       Thora Holm · denied
///           that officials in Norrvik had promised to sign before the winter, when the
///           straits freeze
///         ↳ officials in Norrvik · had promised  to sign before the winter
///
///     2 statements · 2 speakers · 41 % of the words in own voice
///
/// A statement that fits on one line stands on one, two spaces before its content; else the content has lines of its own.
///
/// Under `Arrangement.speaker`, statements stand below who says them instead (`SpeakerLayout.swift`).
///
/// Without colour it says the same. What the article holds cannot steer the terminal: all of it passes `HarmlessText`.
struct ArticleLayout: Sendable {
    /// Columns of a line.
    let width: Int
    let paint: Paint
    /// What the statements are ordered by.
    var arrangement = Arrangement.text

    /// The lines of a record, each with its line feed.
    func text(of record: ArticleRecord) -> String {
        let speakers = Speakers(record.findings)
        let statements = record.findings.statements
        var lines = heading(record.article)
        if !statements.isEmpty { lines.append("") }
        switch arrangement {
        case .text: lines += StatementTree(statements).inOrder.flatMap { self.lines(of: $0, $1, speakers) }
        case .speaker: lines += self.lines(of: statements, below: speakers)
        }
        lines.append("")
        lines += wrapping.lines(ofItems: summary(record, speakers), .aside)
        return lines.map { $0 + "\n" }.joined()
    }

    var wrapping: Wrapping { Wrapping(width: width, paint: paint) }

    private func heading(_ article: Article) -> [String] {
        let title = HarmlessText.line(article.title ?? article.id)
        let place = article.url ?? (article.path == "-" ? nil : article.path)
        let items = [article.outlet, article.author, article.published, place].compactMap { $0 }
            .map(HarmlessText.line).filter { !$0.isEmpty && $0 != title }
        return wrapping.lines([Run(title, .title)], first: "", hanging: "") + wrapping.lines(ofItems: items, .aside)
    }

    private func lines(of statement: Statement, _ depth: Int, _ speakers: Speakers) -> [String] {
        let indent = String(repeating: " ", count: min(2 + 2 * depth, width / 3))
        return lines(
            of: statement, behind: [speakers.label(statement)], badges: speakers.badges(statement), indent: indent,
            mark: depth == 0 ? "" : "↳ ")
    }

    /// The lines of a statement: what stands before its cue, the cue, what is unusual about it, the content.
    func lines(of statement: Statement, behind parts: [[Run]], badges: [[Run]], indent: String, mark: String) -> [String] {
        let inner = indent + String(repeating: " ", count: mark.isEmpty ? 2 : 4)
        let cue = ArticleLayout.words(statement.cue)
        var head = ArticleLayout.divided(parts + [cue.isEmpty ? [] : [Run(cue, .cue)]] + badges)
        if statement.confidence < Confidence.doubtful { head.append(Run(" ?", .aside, isWhole: true)) }
        let content = ArticleLayout.words(statement.content)
        let whole = head + (content.isEmpty ? [] : [Run("  " + content, isWhole: true)])
        if DisplayWidth.of(indent + mark) + whole.reduce(0, { $0 + DisplayWidth.of($1.text) }) <= width {
            return wrapping.lines(whole, first: indent + mark, hanging: inner)
        }
        return wrapping.lines(head, first: indent + mark, hanging: inner)
            + wrapping.lines([Run(content)], first: inner + "  ", hanging: inner + "  ")
    }

    /// Parts with " · " between them; an empty part is left out.
    static func divided(_ parts: [[Run]]) -> [Run] {
        Array(parts.filter { !$0.isEmpty }.joined(separator: [Run(" "), Run("· ", .aside, isWhole: true)]))
    }

    /// The pieces of a role with " … " between them.
    static func words(_ extracts: [Extract]) -> String {
        extracts.map { HarmlessText.line($0.text) }.joined(separator: " … ")
    }

    private func summary(_ record: ArticleRecord, _ speakers: Speakers) -> [String] {
        let statements = record.findings.statements
        let count = speakers.count(in: statements)
        var parts = [ArticleLayout.number(of: statements)]
        if !statements.isEmpty { parts.append(count.counted("speaker")) }
        if let share = OwnVoice.share(of: record.article.text, record.findings.statements) {
            parts.append("\(Int((100 * share).rounded())) % of the words in own voice")
        }
        return parts
    }

    /// "no statements", "1 statement", "2 statements"
    static func number(of statements: [Statement]) -> String {
        statements.isEmpty ? "no statements" : statements.count.counted("statement")
    }
}

/// Statements as they are shown: each behind its parent, one step deeper.
private struct StatementTree {
    /// Every statement once, with its depth.
    private(set) var inOrder: [(Statement, depth: Int)] = []

    init(_ statements: [Statement]) {
        let known = Set(statements.map(\.id))
        let children = Dictionary(grouping: statements.filter { $0.parent.map(known.contains) ?? false }, by: \.parent)
        var shown: Set<Int> = []
        for root in statements where root.parent.map(known.contains) != true {
            var rest = [(root, 0)]
            while let (statement, depth) = rest.popLast(), shown.insert(statement.id).inserted {
                inOrder.append((statement, depth))
                rest += (children[statement.id] ?? []).reversed().map { ($0, depth + 1) }
            }
        }
        inOrder += statements.filter { !shown.contains($0.id) }.map { ($0, 0) }
    }
}
