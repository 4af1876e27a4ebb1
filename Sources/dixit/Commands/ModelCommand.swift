import Foundation
import Gathering
import Meaning
import Neural
import Prose
import Reading

extension Command {
    /// `dixit model`
    static let model: Command = Command(
        name: "model",
        summary: "Show, build or try the reader's model",
        subcommands: [modelShow, modelBuild, modelPieces, modelMarks, modelSpeakers, modelMeaning, modelVectors, modelLimit])

    private static let modelShow: Command = Command(
        name: "show",
        summary: "Print the model card, its file, and the engine that is used here",
        examples: ["dixit model show"],
        options: [ReadOption.model],
        run: { given in
            let file = try ModelFile(path: ModelLocation.find(named: given.text(ReadOption.model)))
            try OutputFile.standard.write(Array((CardLayout.text(of: file, engine: .best) + "\n").utf8))
            return .success
        })

    private static let modelBuild: Command = Command(
        name: "build",
        summary: "Write one model file from the base encoder and what training made",
        explanation: """
            BASE is a folder with the public encoder's model.safetensors and vocab.txt, CHANGES one with reader.safetensors and \
            reader.json, as training writes them. The same inputs give the same bytes.
            """,
        examples: ["dixit model build --base .setup/base --changes Models --output Models/reader.model"],
        options: [ModelOption.base, ModelOption.changes, ModelOption.output],
        run: { given in
            let base = given.text(ModelOption.base) ?? ".setup/base"
            let changes = given.text(ModelOption.changes) ?? "Models"
            let output = given.text(ModelOption.output) ?? "Models/reader.model"
            try OutputFile.checkFolder(of: output)
            var builder = try ModelBuilder(base: base, changes: changes)
            try builder.write(to: output)
            let file = try ModelFile(path: output)
            try OutputFile.standard.write(Array("\(output): \(file.card.name), checksum \(file.checksum)\n".utf8))
            return .success
        })

    private static let modelPieces: Command = Command(
        name: "pieces",
        summary: "Print how texts are cut into words and pieces, as JSON Lines",
        explanation: """
            For each article its words, their pieces and features: what the reader's network is given. FILE is whatever dixit read \
            takes; the lines stand in its order, one for every article.
            """,
        examples: ["dixit model pieces Samples/far-bank.jsonl"],
        options: [ReadOption.model],
        operand: Operand(name: "FILE|FOLDER|-", count: 1...1, help: "The articles"),
        run: { given in
            let file = try ModelFile(path: ModelLocation.find(named: given.text(ReadOption.model)))
            let pieces = try WordPiece(vocabulary: file.blob("vocabulary"))
            let report = WorkReport(progress: Progress(.none, totalBytes: nil), isQuiet: false)
            return try PiecesSession(pieces: pieces, output: .standard, observer: report)
                .run(on: given.operands.map { Input($0) })
        })

    private static let modelMarks: Command = Command(
        name: "marks",
        summary: "Mark statements again without reading them again",
        explanation: """
            RECORDS is what dixit read --format jsonl writes, or the same made by hand: each article with its statements and entities. \
            What the layers of meaning find of these statements is written into them, in place of what layers found before; everything \
            else stays.
            """,
        examples: ["dixit model marks found.jsonl", "dixit read -f jsonl Samples | dixit model marks"],
        options: [ReadOption.model],
        operand: Operand(name: "RECORDS", count: 0...1, help: "Articles with what was found in them, as JSON Lines"),
        run: { given in
            let reader = try Reader(modelAt: ModelLocation.find(named: given.text(ReadOption.model)))
            return try MarksSession(marker: Marker(for: reader), output: .standard).run(on: given.operands.first ?? "-")
        })

    private static let modelSpeakers: Command = Command(
        name: "speakers",
        summary: "Print what the decision about speakers is learned from",
        explanation: """
            For each article of FILE, annotated articles as dixit eval takes them, a line of JSON with statements, candidates and entities, and \
            behind it the numbers that it counts, as single precision: states of mentions, of sources and cues, and what is seen of statements, \
            entities and candidates. Training/speakers.py reads it.
            """,
        examples: ["dixit model speakers gold.jsonl > lessons.bin", "dixit model speakers --given gold.jsonl > lessons.bin"],
        options: [ReadOption.model, ModelOption.given],
        operand: Operand(name: "FILE", count: 1...1, help: "Annotated articles, as JSON Lines"),
        run: { given in
            let reader = try Reader(modelAt: ModelLocation.find(named: given.text(ReadOption.model)))
            return try LessonsSession(reader: reader, output: .standard, isGiven: given.has(ModelOption.given))
                .run(on: given.operands.first ?? "-")
        })

    private static let modelMeaning: Command = Command(
        name: "meaning",
        summary: "Print what the layers of meaning are learned from",
        explanation: """
            For each article of FILE a line of JSON that says where statements, parties, sentences and pairs of statements stand, and behind it the \
            numbers that it counts, as single precision: what the network of meaning is given of each. With --targets the lines of FILE \
            have an id, a text and targets, places in it. Training/layers.py reads it.
            """,
        examples: ["dixit model meaning gold.jsonl > lessons.bin", "dixit model meaning --given gold.jsonl > lessons.bin"],
        options: [ReadOption.model, ModelOption.given, ModelOption.targets],
        operand: Operand(name: "FILE", count: 1...1, help: "Annotated articles, as JSON Lines"),
        run: { given in
            let reader = try Reader(modelAt: ModelLocation.find(named: given.text(ReadOption.model)))
            return try MeaningLessonsSession(
                reader: reader, output: .standard,
                taking: given.has(ModelOption.targets) ? .targets : given.has(ModelOption.given) ? .given : .found
            ).run(on: given.operands.first ?? "-")
        })

    private static let modelVectors: Command = Command(
        name: "vectors",
        summary: "Print the sentence vectors of texts, a line each",
        explanation: """
            FILE has a text on each line. Of each the vector is printed by which dixit find --like compares meanings: 384 numbers of the public encoder, \
            as JSON.
            """,
        examples: ["echo 'who pays for the wall' | dixit model vectors"],
        options: [ReadOption.model, ReadOption.engine],
        operand: Operand(name: "FILE", count: 0...1, help: "Texts, one a line (standard input)"),
        run: { given in
            let encoder = try SentenceEncoder(
                modelAt: ModelLocation.find(named: given.text(ReadOption.model)), engine: given.choice(ReadOption.engine))
            return try VectorsSession(encoder: encoder, output: .standard).run(on: given.operands.first ?? "-")
        })

    private static let modelLimit: Command = Command(
        name: "limit",
        summary: "Measure how many word pieces a second this machine's matrix products allow",
        explanation: """
            A bare loop of the encoder's products, without anything around them: what no reader with this encoder can pass on this \
            machine. Printed for one thread and for all.
            """,
        examples: ["dixit model limit"],
        options: [ReadOption.jobs],
        run: { given in
            let threads = given.threads
            for count in Set([1, threads]).sorted() {
                let pieces = ProductLimit.piecesPerSecond(threads: count)
                try OutputFile.standard.write(Array("\(count) \(Int(pieces))\n".utf8))
            }
            return .success
        })
}

/// The options that `dixit model` alone has.
private enum ModelOption {
    static let given = Option("given", "g", .none, help: "Take the statements of FILE, not those that are found")
    static let targets = Option("targets", "t", .none, help: "FILE has texts with targets, not articles with statements")
    static let base = Option("base", "b", .file, help: "The folder of the base encoder (.setup/base)")
    static let changes = Option("changes", "c", .file, help: "The folder that training wrote (Models)")
    static let output = Option("output", "o", .file, help: "Write to FILE, whole or not at all (Models/reader.model)")
}
