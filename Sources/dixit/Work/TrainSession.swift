import Foundation
import Learning
import Ledger
import Record
import Reviews

/// One run of `dixit train`: says how long it takes, reads what was judged, fits, and writes a model file and the figures.
struct TrainSession {
    let learning: Learning
    let ledger: Ledger
    /// The ledger's file.
    let path: String
    let part: ReviewedPart
    /// The model file that is made.
    let output: String
    let name: String
    /// Whether what is not better is taken as well.
    let isKept: Bool
    let isJSON: Bool
    let isQuiet: Bool
    let threads: Int

    /// Where the model goes: the file named, which must not be there, or one beside the ledger that is not.
    static func output(named: String?, ledger: String) throws -> String {
        if let named {
            guard !FileManager.default.fileExists(atPath: named) else {
                throw CommandError(
                    description: "\(named) is there already, and no model is written over; name another file with --output")
            }
            try OutputFile.checkFolder(of: named)
            return named
        }
        let stem = ledger.hasSuffix(".sqlite") ? String(ledger.dropLast(".sqlite".count)) : ledger
        var (file, number) = ("\(stem).model", 1)
        while FileManager.default.fileExists(atPath: file) {
            number += 1
            file = "\(stem)-\(number).model"
        }
        return file
    }

    func run(until order: StopOrder) throws -> ExitCode {
        let isCancelled = { @Sendable in order.cancellation.isCancelled }
        let display = Progress.Display(isQuiet: isQuiet, outputIsSeen: false, ProcessInfo.processInfo.environment)
        let progress = Progress(display, totalBytes: part.bytes, engine: learning.engine.rawValue, speed: .articles)
        if !isQuiet { progress.say(TrainLayout.announcement(part, seconds: learning.seconds(for: part, threads: threads))) }
        let lessons = try learning.read(ledger, threads: threads, unless: isCancelled) { progress.advance(words: 0, bytes: $0) }
        progress.end()
        guard let lessons, let learned = try learning.fit(lessons, keeping: isKept, unless: isCancelled) else {
            progress.say("interrupted: no model is written")
            return order.status(of: .cancelled)
        }
        let figures = TrainLayout.figures(learned.outcomes)
        var written: String?
        if learned.isNew {
            let bytes = try learning.model(of: learned, name: name, figures: figures)
            let file = try OutputFile(path: output)
            do {
                try file.write(bytes)
                try file.finish()
            } catch {
                file.discard()
                throw error
            }
            written = output
        }
        let text =
            isJSON
            ? TrainLayout.json(learned.outcomes, part, from: learning.model, to: written)
            : TrainLayout.text(learned.outcomes, part, from: learning.model, to: written, ledger: path)
        try OutputFile.standard.write(Array(text.utf8))
        return written == nil ? .failure : .success
    }
}
