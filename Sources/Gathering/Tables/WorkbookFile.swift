import Record

/// The sheets of a workbook, tables one behind the other, while they are gathered. One that holds no articles is passed over and said; a workbook of such
/// sheets alone is refused.
final class WorkbookFile: OpenFile {
    private let file: InputFile
    private var tables: ArraySlice<TableFile>
    private let isOfSheets: Bool
    private var hasArticles = false
    let mayKeepWaiting: Bool

    init(_ file: InputFile, _ tables: [TableFile]) {
        self.file = file
        self.tables = tables[...]
        isOfSheets = tables.count > 1
        mayKeepWaiting = tables.contains(where: \.mayKeepWaiting)
    }

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        guard let table = tables.first else { return false }
        if !table.gatherNext(into: queue, taken: { _ in }) { tables.removeFirst() }
        hasArticles = hasArticles || table.isOfArticles
        guard tables.isEmpty else { return true }
        taken(file.size ?? 0)
        if isOfSheets, !hasArticles {
            queue.fail(
                file.place, "none of its sheets has a column that is known to hold the text", "name the one with --text-column")
        }
        return false
    }
}
