import Foundation
import Record
import Wire

/// A file of Parquet, while it is gathered: each row is an article, as an object of JSON with the columns as members; or a record, where the lines of
/// records are wanted as they are (`keepsLedgerMember`).
///
/// The page worker takes it apart, `Pages/worker.py rows FILE`, since a stranger may have made it. What a row was given in is its line.
final class ParquetFile: OpenFile {
    private let file: InputFile
    private let worker: ParquetRows
    /// Whether the columns have shown that the rows are articles, or records.
    private var isOfArticles = false
    private var dates = GivenDates(countsDays: false)
    /// What stands before the row's number in ids; nil until one is made.
    private var name: String?

    init(_ file: InputFile, path: String, wantsRecords: Bool, command: [String]?) {
        self.file = file
        worker = ParquetRows(path: path, wantsRecords: wantsRecords, command: command)
    }

    let mayKeepWaiting = false

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        do throws(PageAnswer.Refusal) {
            let (piece, lines) = try worker.next()
            if !isOfArticles, !queue.options.keepsLedgerMember { try check(piece.columns, queue.options.names) }
            isOfArticles = true
            let size = file.size ?? 0
            taken(piece.end || piece.total == 0 ? size : Int(Double(size) * Double(piece.number) / Double(piece.total)))
            add(piece, lines, queue)
            if piece.end {
                if piece.total == 0 { queue.add(.note(Notice(place: file.place, reason: "it holds no row", remedy: nil))) }
                if let notice = dates.notice(file.place) { queue.add(.warning(notice)) }
            }
            return !piece.end
        } catch {
            queue.fail(file.place, error.reason, error.remedy)
            return false
        }
    }

    /// Refuses what has no column that is known to hold the text, by what CSV is asked.
    private func check(_ columns: [String], _ names: ArticleNames) throws(PageAnswer.Refusal) {
        do throws(TableColumnsError) {
            _ = try TableColumns(columns, names)
        } catch {
            throw PageAnswer.Refusal(error.reason, error.remedy)
        }
    }

    /// Adds rows, and tells those that could not be given, in their order.
    private func add(_ piece: ParquetRows.Piece, _ lines: [[UInt8]], _ queue: GatheredQueue) {
        let name = self.name ?? queue.ids.lines(file)
        self.name = name
        var skipped = piece.skipped[...]
        func tellSkipped(before number: Int) {
            while let row = skipped.first, row.number < number {
                queue.fail("\(file.place), row \(row.number)", row.reason, row.remedy)
                skipped.removeFirst()
            }
        }
        for (number, line) in zip(piece.rows, lines) {
            tellSkipped(before: number)
            queue.add(object: line, given: line, place: "\(file.place), row \(number)", file, &dates) {
                queue.ids.line(number, of: name)
            }
        }
        tellSkipped(before: Int.max)
    }
}
