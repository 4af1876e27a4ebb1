import Finding
import Ledger
import Record
import Transfer
import Wire

/// Writes what `dixit show` shows to standard output.
struct ShownAnswer {
    let isJSON: Bool
    let layout: EntryLayout

    /// Writes an article; as JSON it is the line that `dixit export` writes of it.
    func write(article: Int, of ledger: Ledger) throws -> ExitCode {
        try write(
            isJSON
                ? ledger.exported(article).line + [UInt8(ascii: "\n")]
                : Array(layout.text(of: ledger.show(article: article)).utf8))
    }

    /// Writes a statement.
    func write(_ shown: ShownStatement) throws -> ExitCode {
        try write(isJSON ? ShownAnswer.line { shown.write(to: &$0) } : Array(layout.text(of: shown).utf8))
    }

    /// Writes an actor.
    func write(_ shown: ShownActor) throws -> ExitCode {
        try write(isJSON ? ShownAnswer.line { shown.write(to: &$0) } : Array(layout.text(of: shown).utf8))
    }

    private func write(_ bytes: [UInt8]) throws -> ExitCode {
        try OutputFile.standard.write(bytes)
        return .success
    }

    private static func line(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
