import Actors
import Foundation
import Ledger

extension Command {
    static let actorImport: Command = Command(
        name: "import",
        summary: "Take names, roles, groups and ids of actors over from JSON Lines",
        explanation: """
            A line is an object with "name" and, as far as they are known, "kind", "aliases", "roles" and "groups" (each with "name", "from", \
            "until") and "external" (such as {"wikidata": "Q42"}). It means the actor of its "id" where this ledger gave that, else the one \
            with one of its external ids, else the only one of its name and kind; where there is none, one is made. What is known already \
            is left out, so that an import can be repeated. Each line that changes something is an act in the log.

            Exit status: 0 all lines were taken; 1 some were not, each named on standard error; 2 the command line was wrong.
            """,
        examples: ["dixit actor import actors.jsonl", "dixit actor export --ledger old.sqlite | dixit actor import -"],
        options: [LedgerOption.ledger, LedgerOption.by, ReadOption.quiet],
        operand: Operand(name: "FILE|-", count: 1...1, help: "JSON Lines, 256 MB at most; - is standard input"),
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

    /// Each with its number, from 1; empty ones left out.
    let lines: [(number: Int, bytes: [UInt8])]

    /// - Throws: `CommandError`, where the file cannot be read or is too long.
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
        lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap {
            number, line in
            line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } ? nil : (number + 1, [UInt8](line))
        }
    }
}

/// Imports actors, and tells what became of them.
private struct ActorImport {
    let ledger: Ledger
    let who: String
    /// The file, as the user named it.
    let name: String

    func run(_ lines: [(number: Int, bytes: [UInt8])]) throws -> ExitCode {
        var (made, changed, known, refused) = (0, 0, 0, 0)
        func refuse(_ number: Int, _ reason: String) {
            refused += 1
            FileHandle.standardError.write(Data("dixit: \(HarmlessText.line("\(name), line \(number): \(reason)"))\n".utf8))
        }
        for start in stride(from: 0, to: lines.count, by: 1_000) {
            var records: [(number: Int, record: ActorRecord)] = []
            for (number, bytes) in lines[start..<min(start + 1_000, lines.count)] {
                do {
                    records.append((number, try ActorRecord(line: bytes)))
                } catch {
                    refuse(number, "\(error); mend the line and import it again")
                }
            }
            for ((number, record), imported) in zip(records, try ledger.importActors(records.map(\.record), by: who)) {
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
