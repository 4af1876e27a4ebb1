import Finding
import Ledger
import Record
import Transfer
import Wire

/// What `dixit show` prints for people: an article, a statement or an actor, and where it comes from.
extension EntryLayout {
    private var wrapping: Wrapping { Wrapping(width: width, paint: paint) }

    // MARK: Articles

    /// An article: its statements, each with its id, and its provenance.
    func text(of shown: ShownArticle) -> String {
        let (entry, statements) = (shown.loaded.entry, shown.loaded.statements)
        var lines = wrapping.lines([Run(HarmlessText.line(entry.title ?? entry.name), .title)], first: "", hanging: "")
        let items = [entry.outlet, entry.author, entry.published, entry.url].compactMap { $0 }.map(HarmlessText.line).filter {
            !$0.isEmpty
        }
        lines += wrapping.lines(ofItems: items, .aside)
        var text = EntryLayout.joined(lines)
        for statement in statements { text += "\n" + textInArticle(of: statement) }
        text +=
            "\n"
            + rows(
                [
                    ("Article", "\(entry.id), \(ArticleLayout.number(of: statements.map(\.statement)))"), ("Path", entry.path),
                ] + day(of: entry) + marks(of: shown) + self.rows(of: shown.provenance, copyOf: entry.copyOf)
                    + self.rows(of: shown.reviews, in: entry.id))
        return text
    }

    /// What layers have found of the article as a whole.
    private func marks(of shown: ShownArticle) -> [(String, String)] {
        let findings = shown.loaded.record.findings
        let names = Dictionary(findings.entities.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return rows(of: findings.marks.filter { $0.subject == .article }, shown.cards, naming: names)
    }

    // MARK: Statements

    /// A statement: the paragraph it stands in with its words marked, its parts with their spans, and its provenance.
    func text(of shown: ShownStatement) -> String {
        let (entry, statement) = (shown.entry, shown.entry.statement)
        var text = self.text(of: entry) + "\n"
        let marked = (statement.source + statement.cue + statement.content).map(\.span).sorted()
        text += EntryLayout.joined(wrapping.lines(runs(of: [shown.context], marked), first: "  ", hanging: "  ")) + "\n"
        var rows = parts(of: statement) + [("Speaker", speaker(of: entry)), ("Confidence", Cells.share(statement.confidence))]
        rows += self.rows(of: entry.marks, shown.cards, naming: shown.names)
        rows += [("Inside", entry.parent.map(\.description)), ("Holds", EntryLayout.list(shown.children))]
            .compactMap { name, value in value.map { (name, $0) } }
        if entry.state == .wrong { rows.append(("Judged", "wrong: it is shown nowhere else")) }
        if let machine = shown.machine { rows += parts(of: machine).map { ("Machine’s \($0.0.lowercased())", $0.1) } }
        if let repeats = shown.repeats { rows.append(("Repeats", "\(repeats): it does not count twice")) }
        if let repetitions = EntryLayout.list(shown.repetitions) { rows.append(("Repeated in", repetitions)) }
        rows += day(of: entry.article)
        rows += [("Address", entry.article.url), ("Path", entry.article.path)].compactMap { name, value in
            value.map { (name, $0) }
        }
        rows += self.rows(of: shown.provenance, copyOf: entry.article.copyOf) + self.rows(of: shown.reviews, in: entry.id.article)
        return text + self.rows(rows)
    }

    /// "Source", "120-130  Thora Holm"; as `dixit review ID fix` takes them.
    private func parts(of statement: Statement) -> [(String, String)] {
        [("Source", statement.source), ("Cue", statement.cue), ("Content", statement.content)].map { name, extracts in
            let spans = extracts.map { "\($0.span.start)-\($0.span.end)" }.joined(separator: ",")
            return (name, extracts.isEmpty ? "none" : "\(spans)  \(ArticleLayout.words(extracts))")
        } + [("Form", statement.form.rawValue)]
    }

    /// "Sourcing", "role, confidence 0.91 “officials”": what layers have found, and what people judged of it.
    private func rows(of marks: [Mark], _ cards: [LayerCard], naming names: [Int: String]) -> [(String, String)] {
        marks.compactMap { mark in
            guard let card = cards.first(where: { $0.name == mark.layer }) else { return nil }
            let words = card.words(of: mark) { names[$0] }
            let evidence = mark.evidence.isEmpty ? "" : " “\(ArticleLayout.words(mark.evidence))”"
            switch mark.by {
            case .layer: return (card.title, "\(words), confidence \(Cells.share(mark.confidence))\(evidence)")
            case .person(let who): return (card.title, "\(words), judged by \(who)\(evidence)")
            }
        }
    }

    private func speaker(of entry: StatementEntry) -> String {
        let actor = entry.actor.map { actor in
            "@\(actor.id) \(actor.name)" + (actor.kind.map { " (\($0.rawValue))" } ?? "")
        }
        let confidence = entry.statement.speakerConfidence.map { ", confidence \(Cells.share($0))" } ?? ""
        let inferred = entry.statement.isSpeakerInferred ? ", inferred" : ""
        return (actor ?? entry.speaker).map { $0 + confidence + inferred } ?? "not known"
    }

    // MARK: Actors

    /// An actor: what it is called, what it is, how often it speaks and is spoken of.
    func text(of shown: ShownActor) -> String {
        let actor = shown.actor
        var text = EntryLayout.joined(wrapping.lines([Run(HarmlessText.line(actor.name), .title)], first: "", hanging: ""))
        var rows = [("Actor", "@\(actor.id)" + (actor.kind.map { ", \($0.rawValue)" } ?? ""))]
        let certain = shown.names.filter { !shown.probableNames.contains($0) }
        if !certain.isEmpty { rows.append(("Also", certain.joined(separator: ", "))) }
        if !shown.probableNames.isEmpty { rows.append(("Probably", shown.probableNames.joined(separator: ", "))) }
        for role in shown.roles {
            let (first, last) = (role.first.map { "\($0)" }, role.last.map { "\($0)" })
            let time = first == nil && last == nil ? "" : " (\(first ?? "…") to \(last ?? "…"))"
            rows.append((role.isGroup ? "Group" : "Role", role.name + time))
        }
        rows += shown.externals.map { ($0.scheme, $0.value) }
        rows += shown.attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: "; ")) }
        let told = shown.told > 0 ? ", and \(shown.told) as told by others" : ""
        rows += [("Statements", "\(shown.choice.statements)\(told)"), ("Mentioned in", "\(shown.choice.mentions) of others")]
        text += self.rows(rows)
        return text
    }

    // MARK: Rows

    /// When an article was published, and how that is known, where it is; and what a person has corrected of it, with what was there before.
    private func day(of article: ArticleEntry) -> [(String, String)] {
        let former = article.former.map { former in
            former.fields.map { "\($0.words), before: \(former[$0].map { "“\($0)”" } ?? "none")" }
        }
        return (article.published.map { [("Published", $0 + article.dateWords)] } ?? [])
            + (former ?? []).map { ("Corrected", $0) }
    }

    private func rows(of provenance: Provenance, copyOf: Int?) -> [(String, String)] {
        var rows = [
            ("SHA-256", provenance.fingerprint.hex), ("Added", Moment(provenance.added).text),
            ("Read by", "Dixit \(provenance.reader.version), \(provenance.reader.model)"),
        ]
        rows += provenance.restorations.map {
            ("Restored", "\(Moment($0.at).text) · \($0.who) · from \($0.file), as that file tells it")
        }
        if let copyOf { rows.append(("Copy of", "\(copyOf)" + (provenance.likeness.map { ", \($0 / 10) % alike" } ?? ""))) }
        for copy in provenance.copies {
            rows.append(("Copy", ["\(copy.id)", copy.outlet, copy.published].compactMap { $0 }.joined(separator: " · ")))
        }
        return rows
    }

    private func rows(of reviews: [ReviewAct], in article: Int) -> [(String, String)] {
        reviews.map { act in
            let what = act.statement.map { "\(StatementID(article: article, number: $0))" } ?? "the whole article"
            return ("Review", "\(Moment(act.at).text) · \(act.who) · \(what) · \(act.words)")
        }
    }

    private func rows(_ rows: [(String, String)]) -> String {
        let column = (rows.map { DisplayWidth.of($0.0) }.max() ?? 0) + 2
        let indent = String(repeating: " ", count: column)
        return EntryLayout.joined(
            rows.flatMap { name, value in
                let padding = String(repeating: " ", count: column - DisplayWidth.of(name))
                return wrapping.lines(
                    [Run(name + padding, .aside, isWhole: true), Run(HarmlessText.line(value))], first: "", hanging: indent)
            })
    }

    private static func list(_ ids: [StatementID]) -> String? {
        ids.isEmpty ? nil : ids.map { "\($0)" }.joined(separator: ", ")
    }
}
