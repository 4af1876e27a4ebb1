import Ledger
import Record
import Transfer

/// The forms in which `dixit export` writes a ledger.
enum ExportFormat: Sendable {
    /// As the command line names them.
    enum Name: String, CaseIterable, Sendable {
        case jsonl, csv, annotations, events
        case eventLines = "events-jsonl"
    }

    /// The output contract and what else the ledger knows, an article a line.
    case records
    /// Articles that were judged whole, their statements as spans, an article a line.
    case gold
    /// A row a statement.
    case table(isReviewed: Bool)
    /// Web Annotations.
    case annotations(isReviewed: Bool)
    /// Events of PLOVER, a row each.
    case events(isReviewed: Bool)
    /// The same, a line each.
    case eventLines(isReviewed: Bool)

    init(_ name: Name, isReviewed: Bool) {
        switch name {
        case .jsonl: self = isReviewed ? .gold : .records
        case .csv: self = .table(isReviewed: isReviewed)
        case .annotations: self = .annotations(isReviewed: isReviewed)
        case .events: self = .events(isReviewed: isReviewed)
        case .eventLines: self = .eventLines(isReviewed: isReviewed)
        }
    }

    /// Which articles it is made of.
    var part: ExportedPart { if case .gold = self { .reviewed } else { .all } }

    /// What stands before the first article.
    var opening: [UInt8] {
        switch self {
        case .records, .gold, .eventLines: []
        case .table: Array(EntryTable.heading.utf8)
        case .annotations: Array(AnnotationPage.opening.utf8)
        case .events: Array(EventTable.heading.utf8)
        }
    }

    /// What an article gives.
    ///
    /// - Parameter pageID: of annotations, what has been written behind the opening; it counts what is given here.
    func bytes(_ exported: ExportedArticle, in pageID: inout AnnotationPage.ID) -> [UInt8] {
        switch self {
        case .records: return exported.line + [UInt8(ascii: "\n")]
        case .gold: return exported.goldLine + [UInt8(ascii: "\n")]
        case .table(let isReviewed):
            return Array(ExportFormat.statements(exported.article, isReviewed).map(EntryTable.row).joined().utf8)
        case .events(let isReviewed): return Array(EventTable.table(exported, isReviewed: isReviewed).utf8)
        case .eventLines(let isReviewed): return EventTable.lines(exported, isReviewed: isReviewed)
        case .annotations(let isReviewed):
            var bytes: [UInt8] = []
            for entry in ExportFormat.statements(exported.article, isReviewed) {
                let annotation = AnnotationPage.annotation(entry, in: exported.article)
                bytes += Array((pageID.isOfNothing ? "\n" : ",\n").utf8) + annotation
                pageID.count(annotation)
            }
            return bytes
        }
    }

    /// What stands behind the last article.
    func closing(_ pageID: AnnotationPage.ID) -> [UInt8] {
        if case .annotations = self { Array(AnnotationPage.closing(pageID).utf8) } else { [] }
    }

    private static func statements(_ article: LoadedArticle, _ isReviewed: Bool) -> [StatementEntry] {
        isReviewed ? article.statements.filter { $0.state != .unreviewed } : article.statements
    }
}
