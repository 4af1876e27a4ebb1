import Actors
import Foundation
import Gathering
import Ledger

extension Command {
    static let actorImport: Command = Command(
        name: "import",
        summary: "Take names, roles, ids and columns of your own over from JSON Lines or a table",
        explanation: """
            A line is an object with "name" and, as far as they are known, "kind", "aliases", "roles" and "groups" (each with "name", "from", \
            "until"), "external" (such as {"wikidata": "Q42"}) and "attributes" (such as {"party": "Harbour Union"}). It means the actor of its "id" where this ledger gave that, else the one \
            with one of its external ids, else the only one of its name and kind; where there is none, one is made. What is known already \
            is left out, so that an import can be repeated. Each line that changes something is an act in the log.

            A table (CSV, with any separator) has a row of names first: "name", and as far as there are such "kind", "id", "aliases" (with semicolons between them) and \
            "wikidata". Every other column is an attribute: gender, party, country; what it tells of an actor takes the place of what an earlier list told there. Statements are found and counted by them: dixit find --attribute party="Harbour Union".

            Exit status: 0 all lines were taken; 1 some were not, each named on standard error; 2 the command line was wrong.
            """,
        examples: [
            "dixit actor import actors.jsonl", "dixit actor import members.csv",
            "dixit actor export --ledger old.sqlite | dixit actor import -",
        ],
        options: [LedgerOption.ledger, LedgerOption.by, ReadOption.quiet],
        operand: Operand(name: "FILE|-", count: 1...1, help: "JSON Lines or a table, 256 MB at most; - is standard input"),
        run: { given in
            let lines = try ActorLines(reading: given.operands[0])
            let path = try LedgerLocation.findOrMake(named: given.text(LedgerOption.ledger))
            let session = ActorImport(
                ledger: try Ledger(at: path, for: .adding), who: given.text(LedgerOption.by) ?? NSUserName(),
                name: given.operands[0])
            return try session.run(lines.lines)
        })

    static let actorExport: Command = Command(
        name: "export",
        summary: "Write all actors as JSON Lines, which dixit actor import reads",
        examples: ["dixit actor export > actors.jsonl"],
        options: [ReadOption.output, LedgerOption.ledger],
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let output = try given.text(ReadOption.output).map { try OutputFile(path: $0) } ?? .standard
            var bytes: [UInt8] = []
            do {
                try ledger.exportActors { actor in
                    bytes += actor.line + [UInt8(ascii: "\n")]
                    if bytes.count >= 1 << 20 {
                        try output.write(bytes)
                        bytes.removeAll(keepingCapacity: true)
                    }
                    return true
                }
                try output.write(bytes)
                try output.finish()
            } catch {
                output.discard()
                throw error
            }
            return .success
        })
}

/// The lines of a file of actors.
struct ActorLines {
    /// Bytes of a file at most.
    static let limit = 256 << 20

    /// Each with its number, from 1, and what reads it; empty ones left out.
    let lines: [(number: Int, record: () throws -> ActorRecord)]

    /// - Throws: `CommandError`, where the file cannot be read, is too long, or is a table without names of columns.
    init(reading name: String) throws {
        let data: Data
        do {
            let file = name == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: name))
            data = try file.read(upToCount: ActorLines.limit + 1) ?? Data()
        } catch {
            throw CommandError(description: "\(name): it cannot be read; see that it is there and that you may read it")
        }
        guard data.count <= ActorLines.limit else {
            throw CommandError(description: "\(name): it has more than \(ActorLines.limit >> 20) MB; cut it between two lines")
        }
        var bytes = [UInt8](data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let isJSON = bytes.first { !ActorLines.isBlank($0) && $0 != 0x0A }.map { $0 == UInt8(ascii: "{") } ?? true
        lines = isJSON ? ActorLines.json(bytes) : try ActorLines.table(bytes, name)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D || byte == 0x09 }

    private static func json(_ bytes: [UInt8]) -> [(number: Int, record: () throws -> ActorRecord)] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            line.allSatisfy(isBlank) ? nil : (number + 1, { try ActorRecord(line: [UInt8](line)) })
        }
    }

    private static func table(_ bytes: [UInt8], _ name: String) throws -> [(number: Int, record: () throws -> ActorRecord)] {
        var reader = TableReader(of: bytes)
        guard case .fields(let heading, _)? = try reader.next() else {
            throw CommandError(description: "\(name): it is neither JSON Lines nor a table; its first row must name columns")
        }
        let columns = heading.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces) }
        do {
            try ActorRecord.check(columns: columns)
        } catch {
            throw CommandError(description: "\(name): \(error)")
        }
        var (rows, number) = ([(number: Int, record: () throws -> ActorRecord)](), 1)
        while let row = try reader.next() {
            number += 1
            guard case .fields(let cells, let raw) = row else {
                rows.append(
                    (number, { throw CommandError(description: "the row is too long, or a quotation mark in it is not closed") }))
                continue
            }
            if raw.allSatisfy(isBlank) { continue }
            rows.append(
                (
                    number,
                    {
                        let texts = cells.compactMap { String(validating: $0, as: UTF8.self) }
                        guard texts.count == cells.count else { throw CommandError(description: "the row is no UTF-8") }
                        return try ActorRecord(columns: columns, cells: texts)
                    }
                ))
        }
        return rows
    }
}

/// Imports actors, and tells what became of them.
private struct ActorImport {
    let ledger: Ledger
    let who: String
    /// The file, as the user named it.
    let name: String

    func run(_ lines: [(number: Int, record: () throws -> ActorRecord)]) throws -> ExitCode {
        var (made, changed, known, refused) = (0, 0, 0, 0)
        var list = ActorList()
        func refuse(_ number: Int, _ reason: String) {
            refused += 1
            FileHandle.standardError.write(Data("dixit: \(HarmlessText.line("\(name), line \(number): \(reason)"))\n".utf8))
        }
        for start in stride(from: 0, to: lines.count, by: 1_000) {
            var records: [(number: Int, record: ActorRecord)] = []
            for (number, record) in lines[start..<min(start + 1_000, lines.count)] {
                do {
                    records.append((number, try record()))
                } catch {
                    refuse(number, "\(error); mend the line and import it again")
                }
            }
            for ((number, record), imported) in zip(records, try ledger.importActors(records.map(\.record), of: &list, by: who)) {
                switch imported {
                case .made: made += 1
                case .changed: changed += 1
                case .known: known += 1
                case .ambiguous(let actors):
                    let ids = actors.prefix(8).map { "@\($0)" }.joined(separator: ", ")
                    refuse(number, "“\(record.name)” may be \(ids); say which with \"id\"")
                }
            }
        }
        try ledger.takeInLog()
        let sentence = "\(ledger.path): \(made) made, \(changed) changed, \(known) known already"
        try OutputFile.standard.write(Array((HarmlessText.line(sentence) + "\n").utf8))
        return refused == 0 ? .success : .failure
    }
}
