import Record

/// The sheets of a workbook, tables one behind the other, while they are gathered.
final class WorkbookFile: OpenFile {
    private let file: InputFile
    private var tables: ArraySlice<TableFile>
    let mayKeepWaiting: Bool

    init(_ file: InputFile, _ tables: [TableFile]) {
        self.file = file
        self.tables = tables[...]
        mayKeepWaiting = tables.contains(where: \.mayKeepWaiting)
    }

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        guard let table = tables.first else { return false }
        if !table.gatherNext(into: queue, taken: { _ in }) { tables.removeFirst() }
        if tables.isEmpty { taken(file.size ?? 0) }
        return !tables.isEmpty
    }
}
