import Foundation
import Meaning
import Reading
import Wire

/// One run of `dixit eval --pairs`: how well relations between two statements are told.
struct PairsEvaluation {
    private let reader: PairReader
    private let isJSON: Bool

    /// As the command line asks for it.
    init(_ given: Given) throws {
        reader = try PairReader(
            modelAt: ModelLocation.find(named: given.text(ReadOption.model)), engine: given.choice(ReadOption.engine))
        isJSON = given.has(EvalOption.json)
    }

    /// - Throws: `CommandError` where a file cannot be read, `MarkedFileError` where it holds no judged pairs.
    func run(on paths: [String]) throws -> ExitCode {
        var measure = PairMeasure()
        for path in paths {
            let data = path == "-" ? try FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: path)
            guard let data else { throw CommandError(description: "\(path) cannot be opened; name a file that is there") }
            try measure.add(data, called: path)
        }
        let found = reader.relations(of: measure.pairs)
        try OutputFile.standard.write(Array((isJSON ? json(measure.figures(of: found)) : measure.table(of: found)).utf8))
        return .success
    }

    private func json(_ figures: [PairMeasure.Figure]) -> String {
        var json = JSONWriter()
        json.object { json in
            for figure in figures {
                json.name(figure.name.trimmingCharacters(in: .whitespaces))
                json.object { json in
                    json.member("of", figure.count)
                    json.member("share", json: figure.share.map { "\($0)" } ?? "null")
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
}
