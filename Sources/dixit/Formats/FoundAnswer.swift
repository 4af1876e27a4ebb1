import Foundation

/// Writes what was found to standard output; for people, it says on standard error where there is nothing, or may be more.
struct FoundAnswer {
    let format: RecordFormat
    let layout: EntryLayout
    let limit: Int

    /// Writes items in the format.
    func write<Item>(_ items: [Item], _ formatter: (EntryLayout) -> ListFormatter<Item>) throws -> ExitCode {
        try OutputFile.standard.write(formatter(layout).bytes(items, as: format))
        if format == .text {
            if items.isEmpty { say("nothing was found") }
            if items.count == limit { say("the first \(limit) are shown; --limit N shows more") }
        }
        return .success
    }

    private func say(_ words: String) { FileHandle.standardError.write(Data("dixit find: \(words)\n".utf8)) }
}
