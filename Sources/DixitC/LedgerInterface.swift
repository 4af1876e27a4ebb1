import Finding
import Foundation
import Ledger
import Wire

/// A ledger as C holds it: open for reading, used by one thread at a time.
private final class OpenLedger {
    private let ledger: Ledger
    private let lock = NSLock()

    init(at path: String) throws { ledger = try Ledger(at: path, for: .reading) }

    /// Hands out the statements that a question asks for.
    func find(_ question: [UInt8], _ lines: inout Lines) throws {
        lock.lock()
        defer { lock.unlock() }
        let question = try LedgerQuestion(json: question)
        let query = try question.query(of: ledger)
        func hand(_ entry: StatementEntry) -> Bool {
            var writer = JSONWriter()
            entry.write(to: &writer)
            return lines.add(writer.bytes)
        }
        if question.limit == nil {
            try ledger.findAll(query, hand)
        } else {
            for entry in try ledger.find(query) where !hand(entry) { return }
        }
        lines.end()
    }

    /// Hands out the rows of a view.
    func read(_ view: String, _ lines: inout Lines) throws {
        lock.lock()
        defer { lock.unlock() }
        guard let view = LedgerTable(rawValue: view) else {
            let known = LedgerTable.allCases.map(\.rawValue).joined(separator: ", ")
            throw CallError(description: "there is no view “\(view)”; name one of \(known)")
        }
        try view.read(ledger) { lines.add($0) }
        lines.end()
    }
}

/// Lines on their way to C, several at once.
private struct Lines {
    typealias Take = @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> Int32

    let take: Take
    let context: UnsafeMutableRawPointer?
    private var waiting: [UInt8] = []

    init(_ take: Take, _ context: UnsafeMutableRawPointer?) {
        self.take = take
        self.context = context
    }

    /// Adds a line; false where no more are wanted.
    mutating func add(_ line: [UInt8]) -> Bool {
        waiting += line + [UInt8(ascii: "\n")]
        return waiting.count < Lines.handful || hand()
    }

    /// Hands out what waits.
    mutating func end() { if !waiting.isEmpty { _ = hand() } }

    private mutating func hand() -> Bool {
        defer { waiting.removeAll(keepingCapacity: true) }
        return waiting.withUnsafeBufferPointer { take(context, $0.baseAddress, $0.count) } == 0
    }

    /// Bytes that are handed out at once.
    private static let handful = 64 << 10
}

/// `dixit_ledger_open`: opens a ledger for reading.
///
/// - Returns: a ledger, to be closed with `dixit_ledger_close`; NULL where `error` says why.
@_cdecl("dixit_ledger_open")
public func openLedger(
    _ path: UnsafePointer<CChar>, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
    Handed.attempt(error) { Unmanaged.passRetained(try OpenLedger(at: String(cString: path))).toOpaque() }
}

/// `dixit_ledger_find`: hands out the statements that a question asks for.
///
/// - Parameters:
///   - question: an object in JSON: `words` as `dixit find` takes them; `sort` (relevance, date); `limit`, without which all are
///     handed out; `offset`; and each filter of `dixit find` by its name, with a value or an array of values.
///   - size: its bytes.
///   - take: is given `context` and lines as `dixit find -f jsonl` writes them, which are gone when it returns; anything but 0 ends it.
/// - Returns: 0; 1 where `error` says why not.
@_cdecl("dixit_ledger_find")
public func findInLedger(
    _ ledger: UnsafeMutableRawPointer, _ question: UnsafePointer<UInt8>, _ size: Int,
    _ take: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> Int32,
    _ context: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
    let ledger = Unmanaged<OpenLedger>.fromOpaque(ledger).takeUnretainedValue()
    var lines = Lines(take, context)
    let done: Bool? = Handed.attempt(error) {
        try ledger.find(Array(UnsafeBufferPointer(start: question, count: size)), &lines)
        return true
    }
    return done == nil ? 1 : 0
}

/// `dixit_ledger_view`: hands out the rows of one of the views that Documentation/ledger-file.md tells of.
///
/// - Parameters:
///   - view: its name: "statements", "articles", "actors", "mentions", "marks" or "links".
///   - take: is given `context` and lines, a row each, as arrays in JSON; the columns stand in the order in which that page names them.
/// - Returns: 0; 1 where `error` says why not.
@_cdecl("dixit_ledger_view")
public func viewLedger(
    _ ledger: UnsafeMutableRawPointer, _ view: UnsafePointer<CChar>,
    _ take: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> Int32,
    _ context: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
    let ledger = Unmanaged<OpenLedger>.fromOpaque(ledger).takeUnretainedValue()
    var lines = Lines(take, context)
    let done: Bool? = Handed.attempt(error) {
        try ledger.read(String(cString: view), &lines)
        return true
    }
    return done == nil ? 1 : 0
}

/// `dixit_ledger_close`: closes a ledger; nobody may be asking it.
@_cdecl("dixit_ledger_close")
public func closeLedger(_ ledger: UnsafeMutableRawPointer) { Unmanaged<OpenLedger>.fromOpaque(ledger).release() }
