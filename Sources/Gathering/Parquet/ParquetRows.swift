import Foundation

/// The process that goes through a file of Parquet and hands its rows out, some at a time. It opens the file before it is confined, and can open no other;
/// where it dies, or is late, the file is given up. Use it from one thread.
final class ParquetRows {
    /// What it answers, beside the lines.
    struct Piece: Decodable {
        /// A row that could not be given, and why, each a clause.
        struct Skipped: Decodable {
            let number: Int
            let reason, remedy: String

            init(from decoder: any Decoder) throws {
                var parts = try decoder.unkeyedContainer()
                number = try parts.decode(Int.self)
                reason = try parts.decode(String.self)
                remedy = try parts.decode(String.self)
            }
        }

        /// The columns that lines may tell.
        let columns: [String]
        /// How many rows there are.
        let total: Int
        /// The row that was come to, and those that are given, from 1 on.
        let number: Int
        let rows: [Int]
        let skipped: [Skipped]
        let end: Bool
    }

    private struct Request: Encodable {
        let id = 1
        let kind = "rows"
        let path: String?
        let records: Bool
    }

    private struct Answer: Decodable {
        let refused: PageAnswer.Refusal?
    }

    private let path: String
    private let wantsRecords: Bool
    private let command: [String]?
    private let seconds: Double
    private var running: WorkerProcess?
    private var number = 0

    /// - Parameters:
    ///   - wantsRecords: whether rows are records as `dixit read -f parquet` writes them, whose lines are wanted.
    ///   - command: what starts a page worker.
    init(path: String, wantsRecords: Bool, command: [String]?, seconds: Double = PageWorker.seconds) {
        self.path = path
        self.wantsRecords = wantsRecords
        self.command = command
        self.seconds = seconds
    }

    /// The next rows, as lines of JSON.
    func next() throws(PageAnswer.Refusal) -> (piece: Piece, lines: [[UInt8]]) {
        var refused: PageAnswer.Refusal?
        do throws(WorkerError) {
            let (line, bytes) = try ask()
            if let piece = try? JSONDecoder().decode(Piece.self, from: Data(line)) {
                number = piece.number
                return (piece, bytes.split(separator: 0x0A).map(Array.init))
            }
            refused = (try? JSONDecoder().decode(Answer.self, from: Data(line)))?.refused
            if refused == nil { throw .dead }
        } catch {
            refused = refusal(for: error)
        }
        throw refused ?? PageWorker.isUnstartable
    }

    private func refusal(for end: WorkerError) -> PageAnswer.Refusal {
        let reached = number == 0 ? "at its beginning" : "behind row \(number)"
        let remedy = "write it again; what came before was taken"
        return switch end {
        case .unstartable: command == nil ? PageWorker.isNotSetUp : PageWorker.isUnstartable
        case .late: PageAnswer.Refusal("taking rows from it \(reached) took longer than \(Int(seconds)) s", remedy)
        case .dead: PageAnswer.Refusal("what reads it died of it \(reached)", remedy)
        }
    }

    /// A request's answer, and the bytes behind it.
    private func ask() throws(WorkerError) -> (line: [UInt8], bytes: [UInt8]) {
        guard let command else { throw .unstartable }
        let isNew = running == nil
        let worker: WorkerProcess
        if let running { worker = running } else { worker = try WorkerProcess(command + ["rows", path]) }
        running = worker
        return try worker.ask(
            PageJSON.line(Request(path: isNew ? path : nil, records: wantsRecords)), by: Date(timeIntervalSinceNow: seconds))
    }
}
