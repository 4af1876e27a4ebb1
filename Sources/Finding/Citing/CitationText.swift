import Ledger
import Record
import Wire

extension LedgerCitation {
    /// The citation in a form, its last line with a line feed.
    public func text(as format: Format) -> String {
        switch format {
        case .text: plain
        case .markdown: markdown
        case .bibtex: bibtex
        case .csl: json { csl(to: &$0) }
        case .claimreview: json { claimReview(to: &$0) }
        }
    }

    private func json(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    // MARK: Plain text

    private var plain: String {
        let place = [article.outlet?.onOneLine, "“\(title)”", day].compactMap { $0 } + (address.map { ["<\($0)>"] } ?? [])
        guard let saying else { return place.joined(separator: ", ") + ". \(proof).\n" }
        return "\(saying). In: \(place.joined(separator: ", ")). \(proof).\n"
    }

    /// "“Nobody pays twice” — Dessa Korvin, attributed by “said”": nil where an article is cited.
    private var saying: String? {
        statement.map { "\(LedgerCitation.quotation(of: $0)) — \(attribution(of: $0))" }
    }

    private var title: String { (article.title ?? article.name).onOneLine }

    /// The day of publication; as given, where it is no day.
    private var day: String? { article.published.map { Day(published: $0)?.description ?? $0.onOneLine } }

    /// "Dixit s12.3, SHA-256 of the article 0fa4…"
    var proof: String { "Dixit \(id), SHA-256 of the article \(fingerprint.hex)" }

    // MARK: What was said

    /// The words of the content on one line, cut where they are many.
    static func quotation(of entry: StatementEntry) -> String {
        let words = entry.statement.content.map(\.text.onOneLine).joined(separator: " … ")
        let cut = words.unicodeScalars.prefix(quotationLimit)
        return cut.endIndex == words.unicodeScalars.endIndex ? words : String(cut) + " […]"
    }

    /// Who says it and by which words, as told by whom, and what else must be told with them, a clause each.
    func attribution(of entry: StatementEntry) -> String {
        let source = LedgerCitation.source(of: entry)
        var clauses = [LedgerCitation.speaker(of: entry) ?? source ?? "source not told"]
        if entry.isSpeakerDoubtful {
            let words = source.map { "“\($0)”" } ?? "nobody"
            clauses.append(
                "as a machine takes it that is \(Cells.share(entry.statement.speakerConfidence ?? 0)) sure (the article names \(words))"
            )
        }
        let cue = entry.statement.cue.map(\.text.onOneLine).joined(separator: " … ")
        clauses.append(cue.isEmpty ? "attributed by the quotation marks alone" : "attributed by “\(cue)”")
        clauses += tellers.map { "as told by \($0)" }
        switch entry.statement.form {
        case .direct: break
        case .indirect: clauses.append("in the article’s words")
        case .mixed: clauses.append("partly in the article’s words")
        }
        switch LedgerCitation.polarity(of: entry) {
        case "negated": clauses.append("reported not to have been said")
        case "hypothetical": clauses.append("reported as what may be said")
        default: break
        }
        switch entry.state {
        case .wrong: clauses.append("found wrong in review")
        case .unreviewed: clauses.append("found by a machine that is \(Cells.share(entry.statement.confidence)) sure")
        case .right, .corrected, .added: clauses.append("reviewed")
        }
        return clauses.joined(separator: ", ")
    }

    /// What the article calls who says it.
    static func source(of entry: StatementEntry) -> String? {
        let words = entry.statement.source.map(\.text.onOneLine).joined(separator: " … ")
        return words.isEmpty ? nil : words
    }

    static func speaker(of entry: StatementEntry) -> String? { (entry.actor?.name ?? entry.speaker)?.onOneLine }

    private static func polarity(of entry: StatementEntry) -> String? {
        for mark in entry.marks where mark.layer == "polarity" {
            if case .choice(let choice) = mark.value { return choice }
        }
        return nil
    }

    // MARK: Markdown

    private var markdown: String {
        let name = LedgerCitation.escaped(title)
        let place =
            [
                address.map { "[\(name)](<\($0)>)" } ?? "“\(name)”",
                article.outlet.map { "*\(LedgerCitation.escaped($0.onOneLine))*" }, day.map { LedgerCitation.escaped($0) },
            ].compactMap { $0 }.joined(separator: ", ") + ". Dixit `\(id)`, SHA-256 of the article `\(fingerprint.hex)`."
        guard let statement else { return place + "\n" }
        let clauses = attribution(of: statement)
        return """
            > \(LedgerCitation.escaped(LedgerCitation.quotation(of: statement), opensLine: true))
            >
            > — \(LedgerCitation.escaped(clauses)), in \(place)

            """
    }

    /// Words that Markdown leaves as they are.
    private static func escaped(_ words: String, opensLine: Bool = false) -> String {
        var escaped = words.unicodeScalars.reduce(into: "") { text, scalar in
            if "\\`*_[]<>&#|~!$".unicodeScalars.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        // "- ", "+ ", "1. " and "1) " would begin a list, "===" make a heading of what stands before it.
        guard opensLine, let first = escaped.unicodeScalars.first else { return escaped }
        if "-+=".unicodeScalars.contains(first) { return "\\" + escaped }
        let number = escaped.utf8.prefix { (0x30...0x39).contains($0) }
        if !number.isEmpty, number.endIndex < escaped.endIndex, ".)".contains(escaped[number.endIndex]) {
            escaped.insert("\\", at: number.endIndex)
        }
        return escaped
    }

    // MARK: BibLaTeX

    private var bibtex: String {
        let note = [saying, proof].compactMap { $0 }.joined(separator: ". ")
        let fields: [(String, String?)] = [
            ("author", article.author.flatMap { $0.isEmpty ? nil : "{\(LedgerCitation.inTeX($0.onOneLine))}" }),
            ("title", "{\(LedgerCitation.inTeX(title))}"),
            ("journaltitle", article.outlet.map { LedgerCitation.inTeX($0.onOneLine) }),
            ("date", article.published.flatMap { Day(published: $0)?.description }), ("url", address),
            ("note", LedgerCitation.inTeX(note)),
        ]
        let lines = fields.compactMap { name, value in value.map { "  \(name) = {\($0)}" } }
        let kind = article.outlet == nil ? "misc" : "article"
        return "@\(kind){dixit-\(id)-\(fingerprint.hex.prefix(8)),\n\(lines.joined(separator: ",\n"))\n}\n"
    }

    /// Words that TeX leaves as they are.
    private static func inTeX(_ words: String) -> String {
        words.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\textbackslash{}"
            case "~": text += "\\textasciitilde{}"
            case "^": text += "\\textasciicircum{}"
            case "{", "}", "&", "%", "$", "#", "_": text += "\\\(scalar)"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    // MARK: JSON

    /// An array with one item, as CSL's schema wants it.
    private func csl(to json: inout JSONWriter) {
        json.array([self]) { citation, json in
            json.object { json in
                json.member("id", "dixit-\(citation.id)-\(citation.fingerprint.hex.prefix(8))")
                json.member("type", "article-newspaper")
                json.member("title", citation.title)
                if let outlet = citation.article.outlet { json.member("container-title", outlet.onOneLine) }
                if let author = citation.article.author, !author.isEmpty {
                    json.name("author")
                    json.array([author]) { author, json in json.object { $0.member("literal", author.onOneLine) } }
                }
                if let published = citation.article.published {
                    json.name("issued")
                    json.object { json in
                        guard let day = Day(published: published)?.calendar else {
                            return json.member("raw", published.onOneLine)
                        }
                        json.member("date-parts", json: "[[\(day.year), \(day.month), \(day.day)]]")
                    }
                }
                if let address = citation.address { json.member("URL", address) }
                json.member("note", [citation.saying, citation.proof].compactMap { $0 }.joined(separator: ". "))
            }
        }
    }
}
