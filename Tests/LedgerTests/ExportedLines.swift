import Ledger
import Transfer

extension Ledger {
    /// The lines of an export of it, articles and what is told behind them.
    func exportedLines() throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try export {
            lines.append($0.line)
            return true
        }
        return lines
    }
}
