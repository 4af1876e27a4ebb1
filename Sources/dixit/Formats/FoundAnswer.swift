import Foundation

/// Writes what was found to standard output; for people, it says on standard error where there is nothing, or may be more.
struct FoundAnswer {
    let format: RecordFormat
    let layout: EntryLayout
    /// How many are wanted at most.
    let limit: Int

    /// Writes items in the format, as many as are wanted; one more tells that there are more.
    func write<Item>(_ items: [Item], _ formatter: (EntryLayout) -> ListFormatter<Item>) throws -> ExitCode {
        try OutputFile.standard.write(formatter(layout).bytes(Array(items.prefix(limit)), as: format))
        if format == .text {
            if items.isEmpty { say("nothing was found") }
            if items.count > limit { say("there is more than the \(limit == 1 ? "one" : "\(limit)") shown; --limit N shows it") }
        }
        return .success
    }

    private func say(_ words: String) { FileHandle.standardError.write(Data("dixit find: \(words)\n".utf8)) }
}
