import CKernels
import Foundation

/// Makes a model file from the public encoder and from what training changed of it.
///
/// From the encoder come the vocabulary, the embeddings of its pieces, which training leaves alone, and the matrices of its layers. For
/// each of those training gives a product of two thin matrices, in bytes, that is added to it (as LoRA does; Hu et al. 2021);
/// the heads' large matrices come in bytes, and everything else in half precision. The builder adds, makes bytes of the sums, column by
/// column, and lays them out as the products want them, with a checksum, in one file. The same inputs give the same bytes.
public struct ModelBuilder {
    private let base: Safetensors
    private let changes: Safetensors
    private let vocabulary: [UInt8]
    /// What `CueWords` of the reader is made of; nil in a model without.
    private let words: [UInt8]?
    private let card: ModelCard
    /// The heads of the layers of meaning; nil where there are none yet.
    private let meaning: Safetensors?
    private var body: [UInt8] = []
    private var places: [TensorPlace] = []

    /// - Parameters:
    ///   - base: the folder of the public encoder: `model.safetensors` and `vocab.txt`.
    ///   - changes: the folder that training wrote: `reader.safetensors` and `reader.json`, the card, and, where there are any, the words of cues,
    ///     `cues.txt`, and the layers of meaning, `meaning.safetensors`.
    public init(base: String, changes: String) throws {
        self.base = try Safetensors(path: base + "/model.safetensors")
        self.changes = try Safetensors(path: changes + "/reader.safetensors")
        let meaning = changes + "/meaning.safetensors"
        self.meaning = FileManager.default.fileExists(atPath: meaning) ? try Safetensors(path: meaning) : nil
        guard let vocabulary = FileManager.default.contents(atPath: base + "/vocab.txt") else {
            throw ModelError("\(base)/vocab.txt cannot be read; fetch the base encoder with `make setup`.")
        }
        self.vocabulary = Array(vocabulary)
        words = FileManager.default.contents(atPath: changes + "/cues.txt").map(Array.init)
        guard let json = FileManager.default.contents(atPath: changes + "/reader.json"),
            let card = try? JSONDecoder().decode(ModelCard.self, from: json)
        else { throw ModelError("\(changes)/reader.json is not a model card; `make model` writes it.") }
        self.card = card
    }

    /// The bytes of the model file.
    public mutating func build() throws -> [UInt8] {
        (body, places) = ([], [])
        add("vocabulary", .u8, [vocabulary.count], vocabulary)
        if let words { add(ModelBuilder.cueWords, .u8, [words.count], words) }
        try addEmbeddings()
        for layer in 0..<Encoder.layers { try addLayer(layer) }
        let lacksSpeakers = !changes.has("speakers.table")
        for head in ModelBuilder.heads where !(lacksSpeakers && head.name.hasPrefix("speakers.")) {
            add(head.name, head.shape, try headMatrix(head.name, head.shape))
        }
        for vector in ModelBuilder.headVectors where !(lacksSpeakers && vector.name.hasPrefix("speakers.")) {
            add(vector.name, [vector.count], try changes.floats(vector.name, [vector.count]))
        }
        try addMeaning()
        try addBase()
        return try assembled()
    }

    /// Builds the file and puts it in place of `path` at once, so that a reader never sees half of it.
    public mutating func write(to path: String) throws {
        let bytes = try build()
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ModelError("\(path) cannot be written (\(error.localizedDescription)); choose another place or make room.")
        }
    }

    // MARK: Parts

    private mutating func addEmbeddings() throws {
        let (hidden, count) = (Encoder.hidden, Encoder.vocabulary)
        let words = try base.floats(baseName("embeddings.word_embeddings.weight"), [count, hidden])
        var bytes = [Int8](repeating: 0, count: words.count)
        var scale = [Float](repeating: 1, count: count)
        for row in 0..<count {
            scale[row] = ModelBuilder.step(words[row * hidden..<(row + 1) * hidden].reduce(0) { max($0, abs($1)) })
            for j in row * hidden..<(row + 1) * hidden { bytes[j] = Int8((words[j] / scale[row]).rounded()) }
        }
        add("words.bytes", .i8, [count, hidden], bytes)
        add("words.scale", [count], scale)
        for (name, rows) in [("positions", Encoder.positions), ("shapes", 8), ("gaps", 4), ("quotes", 4)] {
            add(name, [rows, hidden], try changes.floats("encoder.\(name)", [rows, hidden]))
        }
        try addNorm("norm")
    }

    private mutating func addLayer(_ layer: Int) throws {
        let (hidden, inner) = (Encoder.hidden, Encoder.inner)
        let name = "layer.\(layer).", from = "encoder." + name
        let qkv = try ["query", "key", "value"].flatMap {
            try base.floats(baseName(from + "attention.self.\($0).weight"), [hidden, hidden])
        }
        try addMatrix(name + "qkv", qkv, inputs: hidden, outputs: 3 * hidden)
        let out = try base.floats(baseName(from + "attention.output.dense.weight"), [hidden, hidden])
        try addMatrix(name + "out", out, inputs: hidden, outputs: hidden)
        let up = try base.floats(baseName(from + "intermediate.dense.weight"), [inner, hidden])
        try addMatrix(name + "up", up, inputs: hidden, outputs: inner)
        let down = try base.floats(baseName(from + "output.dense.weight"), [hidden, inner])
        try addMatrix(name + "down", down, inputs: inner, outputs: hidden)
        try addNorm(name + "norm1")
        try addNorm(name + "norm2")
    }

    /// A matrix of the encoder, [outputs, inputs] as PyTorch keeps it, with its change added; written [inputs, outputs] in bytes.
    private mutating func addMatrix(_ name: String, _ weights: [Float], inputs: Int, outputs: Int) throws {
        let sum = zip(weights, try change(name, inputs: inputs, outputs: outputs)).map { $0 + $1 }
        var bytes = [Int8](repeating: 0, count: sum.count)
        var scale = [Float](repeating: 1, count: outputs)
        var sums = [Int32](repeating: 0, count: outputs)
        for o in 0..<outputs {
            scale[o] = ModelBuilder.step(sum[o * inputs..<(o + 1) * inputs].reduce(0) { max($0, abs($1)) })
            for i in 0..<inputs {
                let byte = Int8((sum[o * inputs + i] / scale[o]).rounded(.toNearestOrEven))
                bytes[i * outputs + o] = byte
                sums[o] += Int32(byte)
            }
        }
        add(name + ".bytes", .i8, [inputs, outputs], bytes)
        add(name + ".scale", [outputs], scale)
        add(name + ".sums", .i32, [outputs], sums)
        add(name + ".bias", [outputs], try changes.floats("encoder.\(name).bias", [outputs]))
    }

    /// left * diag(scale) * right, [outputs, inputs]: what training changed.
    private func change(_ name: String, inputs: Int, outputs: Int) throws -> [Float] {
        let rank = ModelBuilder.rank
        let scale = try changes.floats("encoder.\(name).scale", [rank])
        let left = try changes.bytes("encoder.\(name).left", [outputs, rank])
        let right = try changes.bytes("encoder.\(name).right", [rank, inputs]).map(Float.init)
        let scaled = left.indices.map { Float(left[$0]) * scale[$0 % rank] }
        var product = [Float](repeating: 0, count: outputs * inputs)
        var scratch = [Float](repeating: 0, count: 32 * rank)
        // The same kernel on every machine, so that the same inputs give the same bytes on each.
        kernels_at(KERNELS_ANY)?.pointee.product_float(
            Int64(outputs), Int64(inputs), Int64(rank), scaled, Int64(rank), right, Int64(inputs), false, &product, Int64(inputs),
            &scratch)
        return product
    }

    /// A head's matrix, [inputs, outputs]; those that meet the encoder's states come in bytes with a scale for each output.
    private func headMatrix(_ name: String, _ shape: [Int]) throws -> [Float] {
        guard shape[0] == Encoder.hidden else { return try changes.floats(name, shape) }
        let scale = try changes.floats(name + ".scale", [shape[1]])
        return try changes.bytes(name, shape).enumerated().map { Float($1) * scale[$0 % shape[1]] }
    }

    /// The heads of the layers of meaning: matrices [inputs, outputs] in bytes with a scale for each output.
    private mutating func addMeaning() throws {
        guard let meaning else { return }
        for (name, shape) in ModelBuilder.meaningHeads {
            let scale = try meaning.floats("meaning.\(name).weight.scale", [shape[1]])
            let weight = try meaning.bytes("meaning.\(name).weight", shape).enumerated().map { Float($1) * scale[$0 % shape[1]] }
            add("meaning.\(name).weight", shape, weight)
            add("meaning.\(name).bias", [shape[1]], try meaning.floats("meaning.\(name).bias", [shape[1]]))
        }
        for (name, shape) in ModelBuilder.meaningTables {
            add("meaning.\(name)", shape, try meaning.floats("meaning.\(name)", shape))
        }
    }

    /// What the public encoder is made of again, beside the matrices that hold it with its changes: the changes, to be taken off them, and what is small
    /// enough to be there as it was.
    private mutating func addBase() throws {
        let (hidden, rank) = (Encoder.hidden, ModelBuilder.rank)
        let type = try base.floats(baseName("embeddings.token_type_embeddings.weight"), [2, hidden])
        let positions = try base.floats(baseName("embeddings.position_embeddings.weight"), [Encoder.positions, hidden])
        add("base.positions", [Encoder.positions, hidden], positions.enumerated().map { $1 + type[$0 % hidden] })
        try addBaseNorm("norm", "embeddings.LayerNorm")
        for layer in 0..<Encoder.layers {
            let name = "layer.\(layer).", from = "encoder." + name
            let matrices: [(name: String, inputs: Int, parts: [String], outputs: Int)] = [
                ("qkv", hidden, ["query", "key", "value"].map { "attention.self." + $0 }, hidden),
                ("out", hidden, ["attention.output.dense"], hidden), ("up", hidden, ["intermediate.dense"], Encoder.inner),
                ("down", Encoder.inner, ["output.dense"], hidden),
            ]
            for matrix in matrices {
                let outputs = matrix.parts.count * matrix.outputs
                let changed = "encoder." + name + matrix.name
                add(
                    "change.\(name)\(matrix.name).left", .i8, [outputs, rank],
                    try changes.bytes(changed + ".left", [outputs, rank]))
                add(
                    "change.\(name)\(matrix.name).right", .i8, [rank, matrix.inputs],
                    try changes.bytes(changed + ".right", [rank, matrix.inputs]))
                add("change.\(name)\(matrix.name).scale", [rank], try changes.floats(changed + ".scale", [rank]))
                let bias = try matrix.parts.flatMap { try base.floats(baseName(from + $0 + ".bias"), [matrix.outputs]) }
                add("base.\(name)\(matrix.name).bias", [outputs], bias)
            }
            try addBaseNorm(name + "norm1", from + "attention.output.LayerNorm")
            try addBaseNorm(name + "norm2", from + "output.LayerNorm")
        }
    }

    private mutating func addBaseNorm(_ name: String, _ from: String) throws {
        add("base.\(name).gain", [Encoder.hidden], try base.floats(baseName(from + ".weight"), [Encoder.hidden]))
        add("base.\(name).shift", [Encoder.hidden], try base.floats(baseName(from + ".bias"), [Encoder.hidden]))
    }

    private mutating func addNorm(_ name: String) throws {
        for part in ["gain", "shift"] {
            add("\(name).\(part)", [Encoder.hidden], try changes.floats("encoder.\(name).\(part)", [Encoder.hidden]))
        }
    }

    private func baseName(_ name: String) -> String { base.has(name) ? name : "bert." + name }

    /// The scale that maps `largest` to 127; 1 for an array of zeros, or of numbers so small that a scale would be zero itself.
    private static func step(_ largest: Float) -> Float { largest > 1e-30 ? largest / 127 : 1 }

    // MARK: The file

    private mutating func add(_ name: String, _ shape: [Int], _ values: [Float]) { add(name, .f32, shape, values) }

    private mutating func add<T>(_ name: String, _ type: TensorType, _ shape: [Int], _ values: [T]) {
        body += [UInt8](repeating: 0, count: (ModelFile.alignment - body.count % ModelFile.alignment) % ModelFile.alignment)
        places.append(TensorPlace(name: name, type: type, shape: shape, offset: body.count))
        values.withUnsafeBytes { body.append(contentsOf: $0) }
    }

    private func assembled() throws -> [UInt8] {
        // Offsets count from the start of the file, whose header they lengthen: the room for it is fixed first.
        let room = 64 * 1024
        let moved = places.map { TensorPlace(name: $0.name, type: $0.type, shape: $0.shape, offset: $0.offset + room) }
        return try ModelFile.assembled(ModelFile.Header(card: card, tensors: moved), body, room: room)
    }
}

extension ModelBuilder {
    /// The inner length of the thin matrices.
    static let rank = 64

    /// The array of words and how often they are part of a cue, a line each: "said", a tab, its log odds.
    package static let cueWords = "cues.words"

    /// The matrices of the heads, [inputs, outputs], in single precision.
    static let heads: [(name: String, shape: [Int])] = [
        ("cues.hidden.weight", [384, 128]), ("cues.out.weight", [128, 3]),
        ("roles.word.weight", [384, 128]), ("roles.cue.weight", [384, 128]),
        ("roles.word_product.weight", [384, 128]), ("roles.cue_product.weight", [384, 128]),
        ("roles.product.weight", [128, 128]),
        ("roles.table", [35, 128]), ("roles.around.weight", [5, 128]), ("roles.out.weight", [128, 6]),
        ("roles.sourceless.weight", [128, 1]),
        ("cues.nested_hidden.weight", [384, 128]), ("cues.nested.weight", [128, 3]),
        ("mentions.hidden.weight", [384, 256]), ("mentions.out.weight", [256, 22]),
        ("extents.head.weight", [384, 128]), ("extents.word.weight", [384, 128]), ("extents.distance", [40, 2]),
        ("pairs.mention.weight", [384, 128]), ("pairs.earlier.weight", [384, 128]),
        ("pairs.mention_product.weight", [384, 128]), ("pairs.earlier_product.weight", [384, 128]),
        ("pairs.product.weight", [128, 128]), ("pairs.table", [145, 128]), ("pairs.out.weight", [128, 1]),
        ("speakers.source.weight", [384, 128]), ("speakers.cue.weight", [384, 128]), ("speakers.statement.weight", [44, 128]),
        ("speakers.mention.weight", [384, 128]), ("speakers.asked.weight", [128, 128]), ("speakers.own.weight", [128, 128]),
        ("speakers.met.weight", [128, 128]), ("speakers.seen.weight", [84, 128]), ("speakers.deep.weight", [128, 128]),
        ("speakers.out.weight", [128, 1]), ("speakers.table", [21, 128]),
    ]
    /// The heads of the layers of meaning; each has a bias.
    static let meaningHeads: [(name: String, shape: [Int])] = [
        ("statement.hidden", [1544, 128]), ("statement.out", [128, 23]), ("party.hidden", [1560, 128]), ("party.out", [128, 5]),
        ("sentence.hidden", [768, 128]), ("sentence.out", [128, 8]), ("gist", [384, 64]), ("pair.hidden", [134, 64]),
        ("pair.out", [64, 2]), ("of_statement.key", [384, 8]), ("of_statement.value", [384, 48]), ("of_party.key", [384, 128]),
        ("of_party.value", [384, 48]), ("of_party.ask", [384, 128]), ("of_sentence.key", [384, 8]),
        ("of_sentence.value", [384, 48]),
    ]
    /// What their gazes add by what a word is, and how far.
    static let meaningTables: [(name: String, shape: [Int])] =
        ["statement", "party", "sentence"].flatMap {
            [("of_\($0).key_of_role", [4, 8]), ("of_\($0).value_of_role", [4, 48])]
        } + [("of_party.distance", [17, 8])]
    /// Their biases.
    static let headVectors: [(name: String, count: Int)] = [
        ("cues.hidden.bias", 128), ("cues.out.bias", 3), ("roles.word.bias", 128), ("roles.around.bias", 128),
        ("roles.out.bias", 6),
        ("roles.sourceless.bias", 1),
        ("cues.nested_hidden.bias", 128), ("cues.nested.bias", 3), ("mentions.hidden.bias", 256), ("mentions.out.bias", 22),
        ("extents.head.bias", 128), ("pairs.mention.bias", 128), ("pairs.out.bias", 1),
        ("speakers.statement.bias", 128), ("speakers.mention.bias", 128), ("speakers.asked.bias", 128),
        ("speakers.deep.bias", 128),
        ("speakers.out.bias", 1),
    ]
}
