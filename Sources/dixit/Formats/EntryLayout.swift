import Finding
import Ledger
import Record
import Reviews
import Wire

/// Statements and articles of the ledger laid out for people, on lines of a width.
///
///     12.3  Thora Holm · denied
///         that officials in **Norrvik** had promised to sign before the winter
///         The Harbour Post · 2031-05-04 · The harbour stays shut
///
/// What was searched for is painted, or stands between asterisks. What the articles hold cannot steer the terminal: all of it passes
/// `HarmlessText`.
struct EntryLayout: Sendable {
    /// Columns of a line.
    let width: Int
    let paint: Paint

    private var wrapping: Wrapping { Wrapping(width: width, paint: paint) }

    // MARK: Statements

    /// A statement with who says it and where it stands.
    func text(of entry: StatementEntry) -> String {
        let head = ArticleLayout.divided([speaker(of: entry), cue(of: entry)])
        var lines = wrapping.lines([Run("\(entry.id)  ", .aside, isWhole: true)] + head, first: "", hanging: "    ")
        lines += content(of: entry)
        let near = entry.nearness.map { ["near: \(Cells.share(($0 * 100).rounded() / 100))"] } ?? []
        lines += items(near + place(of: entry.article) + notes(on: entry))
        return EntryLayout.joined(lines)
    }

    /// A statement below the name of who says it.
    func textBelowSpeaker(of entry: StatementEntry) -> String {
        let day = Run(HarmlessText.line(entry.article.published ?? "no date"), .aside)
        let head = ArticleLayout.divided([[Run("\(entry.id)  ", .aside, isWhole: true), day], words(of: entry), cue(of: entry)])
        var lines = wrapping.lines(head, first: "", hanging: "    ")
        lines += content(of: entry)
        lines += items([entry.article.outlet, entry.article.title ?? entry.article.name].compactMap { $0 } + notes(on: entry))
        return EntryLayout.joined(lines)
    }

    /// A statement below its article.
    func textInArticle(of entry: StatementEntry) -> String {
        let depth = entry.statement.parent == nil ? "" : "↳ "
        let head = ArticleLayout.divided([speaker(of: entry), cue(of: entry)])
        let lines = wrapping.lines([Run("\(entry.id)  \(depth)", .aside, isWhole: true)] + head, first: "", hanging: "    ")
        return EntryLayout.joined(lines + content(of: entry) + items(notes(on: entry)))
    }

    private func content(of entry: StatementEntry) -> [String] {
        wrapping.lines(runs(of: entry.statement.content, entry.matches), first: "    ", hanging: "    ")
    }

    /// "Mara Lind (she)": who speaks, with "?" where that is doubtful, and the source where it says something else.
    private func speaker(of entry: StatementEntry) -> [Run] {
        let source = ArticleLayout.words(entry.statement.source)
        guard let name = entry.actor?.name ?? entry.speaker else {
            return [source.isEmpty ? Run("(no source)", .aside) : Run(source, .speaker(Paint.colour(for: source.lowercased())))]
        }
        let shown = HarmlessText.line(name)
        let run = Run(shown, .speaker(Paint.colour(for: shown.lowercased())))
        if entry.isSpeakerDoubtful { return [run, Run("?" + (source.isEmpty ? " (inferred)" : " (\(source))"), .aside)] }
        if source.lowercased().contains(shown.lowercased()) { return [Run(source, run.style)] }
        return [run, Run(source.isEmpty ? " (inferred)" : " (\(source))", .aside)]
    }

    /// The words of the source, where they are others than the name above, or it is doubtful that it is theirs.
    private func words(of entry: StatementEntry) -> [Run] {
        let source = ArticleLayout.words(entry.statement.source)
        let doubt = entry.isSpeakerDoubtful ? "?" : ""
        if source.isEmpty { return doubt.isEmpty ? [] : [Run("(inferred)?", .aside)] }
        return doubt.isEmpty && source.lowercased() == entry.actor?.name.lowercased() ? [] : [Run(source + doubt, .aside)]
    }

    private func cue(of entry: StatementEntry) -> [Run] {
        let cue = ArticleLayout.words(entry.statement.cue)
        let doubt = entry.state == .unreviewed && entry.statement.confidence < Confidence.doubtful ? " ?" : ""
        return cue.isEmpty ? [] : [Run(cue, .cue)] + (doubt.isEmpty ? [] : [Run(doubt, .aside, isWhole: true)])
    }

    private func notes(on entry: StatementEntry) -> [String] {
        let parent = entry.parent.map { (entry.tellers.map { "as told by \($0)" } + ["inside \($0)"]).joined(separator: ", ") }
        let gone = entry.isGone ? "not found by the model that has read it since" : nil
        return [parent].compactMap { $0 } + Speakers.badges(of: entry.marks)
            + [entry.state.word.map { "reviewed: \($0)" }, gone].compactMap { $0 }
    }

    // MARK: Articles

    /// An article with the places where words were found.
    func text(of found: FoundArticle) -> String {
        let article = found.article
        let title = Run(HarmlessText.line(article.title ?? article.name), .title)
        var lines = wrapping.lines([Run("\(article.id)  ", .aside, isWhole: true), title], first: "", hanging: "    ")
        for excerpt in found.excerpts {
            let runs = [Run("…", .aside)] + self.runs(of: [excerpt.extract], excerpt.matches) + [Run("…", .aside)]
            lines += wrapping.lines(runs, first: "    ", hanging: "    ")
        }
        return EntryLayout.joined(
            lines + items([article.outlet, article.published, article.url ?? article.path].compactMap { $0 }))
    }

    // MARK: Parts

    private func place(of article: ArticleEntry) -> [String] {
        [article.outlet, article.published, article.title ?? article.name].compactMap { $0 }
    }

    /// Items that stand below something.
    func items(_ items: [String]) -> [String] {
        let shown = items.map(HarmlessText.line).filter { !$0.isEmpty }
        return Wrapping(width: max(width - 4, 20), paint: paint).lines(ofItems: shown, .aside).map { "    " + $0 }
    }

    /// Pieces of text with “ … ” between them, what stands at the matches marked.
    func runs(of extracts: [Extract], _ matches: [Span]) -> [Run] {
        var runs: [Run] = []
        for (number, extract) in extracts.enumerated() {
            if number > 0 { runs.append(Run(" … ")) }
            let scalars = Array(extract.text.unicodeScalars)
            var at = extract.span.start
            func add(to end: Int, _ style: Style) {
                guard end > at else { return }
                let words = String(String.UnicodeScalarView(scalars[at - extract.span.start..<end - extract.span.start]))
                runs.append(EntryLayout.run(words, style, isPainted: paint.isOn))
                at = end
            }
            for match in matches where match.start >= at && match.end <= extract.span.end {
                add(to: match.start, .plain)
                add(to: match.end, .match)
            }
            add(to: extract.span.end, .plain)
        }
        return runs
    }

    /// Text made harmless, its outer space kept as one space, so that it still stands apart from what is beside it.
    private static func run(_ text: String, _ style: Style, isPainted: Bool) -> Run {
        let words = HarmlessText.line(text)
        if style == .match { return Run(isPainted ? words : "**\(words)**", style) }
        let isBlank: (Unicode.Scalar?) -> Bool = { $0?.properties.isWhitespace ?? false }
        let leading = isBlank(text.unicodeScalars.first) ? " " : ""
        return Run(leading + words + (isBlank(text.unicodeScalars.last) && !words.isEmpty ? " " : ""), style)
    }

    static func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}
