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
/// Without colour it says the same. What the article holds cannot steer the terminal: all of it passes `HarmlessText`.
struct ArticleLayout: Sendable {
    /// Columns of a line.
    let width: Int
    let paint: Paint

    /// Below this, a statement is marked with "?".
    static let doubtful = 0.5

    /// The lines of a record, each with its line feed.
    func text(of record: ArticleRecord) -> String {
        var lines = heading(record.article)
        if !record.findings.statements.isEmpty { lines.append("") }
        let speakers = Speakers(record.findings)
        let order = StatementTree(record.findings.statements).inOrder
        for (statement, depth) in order { lines += self.lines(of: statement, depth, speakers) }
        lines.append("")
        lines += wrapping.lines(ofItems: summary(record, speakers), .aside)
        return lines.map { $0 + "\n" }.joined()
    }

    private var wrapping: Wrapping { Wrapping(width: width, paint: paint) }

    private func heading(_ article: Article) -> [String] {
        let title = HarmlessText.line(article.title ?? article.id)
        let place = article.url ?? (article.path == "-" ? nil : article.path)
        let items = [article.outlet, article.author, article.published, place].compactMap { $0 }
            .map(HarmlessText.line).filter { !$0.isEmpty && $0 != title }
        return wrapping.lines([Run(title, .title)], first: "", hanging: "") + wrapping.lines(ofItems: items, .aside)
    }

    private func lines(of statement: Statement, _ depth: Int, _ speakers: Speakers) -> [String] {
        let indent = String(repeating: " ", count: min(2 + 2 * depth, width / 3))
        let mark = depth == 0 ? "" : "↳ "
        let inner = indent + String(repeating: " ", count: mark.isEmpty ? 2 : 4)
        var head = speakers.label(statement)
        let cue = ArticleLayout.words(statement.cue)
        if !cue.isEmpty { head += [Run(" "), Run("· ", .aside, isWhole: true), Run(cue, .cue)] }
        if statement.confidence < ArticleLayout.doubtful { head.append(Run(" ?", .aside, isWhole: true)) }
        let content = ArticleLayout.words(statement.content)
        let whole = head + (content.isEmpty ? [] : [Run("  " + content, isWhole: true)])
        if DisplayWidth.of(indent + mark) + whole.reduce(0, { $0 + DisplayWidth.of($1.text) }) <= width {
            return wrapping.lines(whole, first: indent + mark, hanging: inner)
        }
        return wrapping.lines(head, first: indent + mark, hanging: inner)
            + wrapping.lines([Run(content)], first: inner + "  ", hanging: inner + "  ")
    }

    /// The pieces of a role with " … " between them.
    static func words(_ extracts: [Extract]) -> String {
        extracts.map { HarmlessText.line($0.text) }.joined(separator: " … ")
    }

    private func summary(_ record: ArticleRecord, _ speakers: Speakers) -> [String] {
        let count = record.findings.statements.count
        var parts = [count == 0 ? "no statements" : count == 1 ? "1 statement" : "\(count) statements"]
        if count > 0 { parts.append(speakers.count == 1 ? "1 speaker" : "\(speakers.count) speakers") }
        if let share = OwnVoice.share(of: record.article.text, record.findings.statements) {
            parts.append("\(Int((100 * share).rounded())) % of the words in own voice")
        }
        return parts
    }
}

/// Who speaks in an article: by what name, in which colour.
private struct Speakers {
    private let names: [Int: String]
    /// How many different ones there are; a missing source is none.
    let count: Int

    init(_ findings: Findings) {
        let pairs = findings.entities.map { ($0.id, HarmlessText.line($0.name)) }
        let names = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        self.names = names
        let everySpeaker = findings.statements.compactMap { statement in
            statement.speaker.flatMap { names[$0] } ?? Speakers.nonEmpty(ArticleLayout.words(statement.source))
        }
        count = Set(everySpeaker.map { $0.lowercased() }).count
    }

    /// The words of the source, with the name before them where they do not hold it: "Mara Lind (she)".
    func label(_ statement: Statement) -> [Run] {
        let source = Speakers.nonEmpty(ArticleLayout.words(statement.source))
        guard let name = statement.speaker.flatMap({ names[$0] }).flatMap(Speakers.nonEmpty) else {
            guard let source else { return [Run("(no source)", .aside)] }
            return [Run(source, .speaker(Paint.colour(for: source.lowercased())))]
        }
        let style = Style.speaker(Paint.colour(for: name.lowercased()))
        guard let source else { return [Run("(\(name))", style)] }
        return source.contains(name) ? [Run(source, style)] : [Run(name, style), Run(" (\(source))", .aside)]
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
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
