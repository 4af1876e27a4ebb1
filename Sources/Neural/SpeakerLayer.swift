import CKernels

/// The scorer of speakers: for one statement, how well each mention that speaks for a candidate fits it. As `SpeakerScorer` in `Training/speakers.py`.
public struct SpeakerLayer: Sendable {
    /// Length of what a mention and a statement say.
    public static let width = 128
    private let source: Dense
    private let cue: Dense
    private let statement: Dense
    private let mention: Dense
    private let asked: Dense
    private let own: Dense
    private let met: Dense
    private let seen: Dense
    private let deep: Dense
    private let out: Dense
    private let table: Tensor<Float>
    private let distances: Int

    /// The layer in a model file.
    ///
    /// - Parameters:
    ///   - ofStatement: how many numbers are seen of a statement.
    ///   - ofCandidate: how many of a candidate.
    ///   - distances: rows of the table for distances; `levels` rows for levels follow, and one of zeros.
    public init(_ file: ModelFile, ofStatement: Int, ofCandidate: Int, distances: Int, levels: Int) throws {
        let (hidden, width) = (Encoder.hidden, SpeakerLayer.width)
        func dense(_ name: String, _ inputs: Int, _ outputs: Int, biased: Bool = true) throws -> Dense {
            try Dense(file, "speakers." + name, inputs: inputs, outputs: outputs, biased: biased)
        }
        source = try dense("source", hidden, width, biased: false)
        cue = try dense("cue", hidden, width, biased: false)
        statement = try dense("statement", ofStatement, width)
        mention = try dense("mention", hidden, width)
        asked = try dense("asked", width, width)
        own = try dense("own", width, width, biased: false)
        met = try dense("met", width, width, biased: false)
        seen = try dense("seen", ofCandidate, width, biased: false)
        deep = try dense("deep", width, width)
        out = try dense("out", width, 1)
        table = try file.tensor("speakers.table", [distances + levels + 1, width])
        self.distances = distances
    }

    /// What mentions say: to meet a statement, and for themselves, [mentions, width] each.
    public struct Mentions: Sendable {
        fileprivate let said: [Float]
        fileprivate let own: [Float]
    }

    /// - Parameter states: [count, Encoder.hidden].
    public func mentions(_ states: [Float], count: Int, _ workspace: Workspace) -> Mentions {
        let said = mention.apply(states, rows: count, workspace, gelu: true)
        return Mentions(said: said, own: own.apply(said, rows: count, workspace))
    }

    /// A mention that speaks for a candidate.
    public struct Row: Sendable {
        /// Its number among the mentions.
        public let mention: Int
        /// The candidate's number.
        public let candidate: Int
        /// A row of the table.
        public let distance: UInt8
        /// From 0 on.
        public let level: UInt8

        /// A row of a statement.
        public init(mention: Int, candidate: Int, distance: Int, level: Int) {
            (self.mention, self.candidate) = (mention, candidate)
            (self.distance, self.level) = (UInt8(clamping: distance), UInt8(clamping: level))
        }
    }

    /// The scores of rows, by what they are read off.
    public func scores(of hidden: [Float], _ workspace: Workspace) -> [Float] {
        out.apply(hidden, rows: hidden.count / SpeakerLayer.width, workspace)
    }

    /// What the scores of rows are read off: [rows, width].
    ///
    /// - Parameters:
    ///   - query: the states of the statement's source and cue, [2, Encoder.hidden].
    ///   - ofStatement: what is seen of it.
    ///   - ofCandidates: what is seen of its candidates, [candidates, numbers].
    ///   - candidates: how many there are.
    public func hidden(
        of rows: [Row], _ mentions: Mentions, query: [Float], ofStatement: [Float], ofCandidates: [Float], candidates: Int,
        _ workspace: Workspace
    ) -> [Float] {
        let (hidden, width) = (Encoder.hidden, SpeakerLayer.width)
        let parts = [
            source.apply(Array(query[..<hidden]), rows: 1, workspace), cue.apply(Array(query[hidden...]), rows: 1, workspace),
            statement.apply(ofStatement, rows: 1, workspace),
        ]
        let asking = gelu(parts[0], parts[1], parts[2], rows: 1)
        let seen = seen.apply(ofCandidates, rows: candidates, workspace)
        var meeting = [Float](repeating: 0, count: rows.count * width)
        var single = meeting
        for (at, row) in rows.enumerated() {
            let (from, candidate) = (row.mention * width, row.candidate * width)
            for j in 0..<width {
                meeting[at * width + j] = mentions.said[from + j] * asking[j]
                single[at * width + j] = mentions.own[from + j] + seen[candidate + j]
            }
        }
        let products = met.apply(meeting, rows: rows.count, workspace)
        let query = asked.apply(asking, rows: 1, workspace)
        let none = [UInt8](repeating: UInt8(distances + levels), count: rows.count)
        let shallow = [Float](unsafeUninitializedCapacity: rows.count * width) { shallow, count in
            kernels.role_hidden(
                single, products, query, table.start, rows.map(\.distance), rows.map { $0.level + UInt8(distances) }, none,
                Int64(rows.count), Int64(width), shallow.baseAddress)
            count = rows.count * width
        }
        return deep.apply(shallow, rows: rows.count, workspace, gelu: true)
    }

    /// GELU of a sum of rows.
    private func gelu(_ a: [Float], _ b: [Float], _ c: [Float], rows: Int) -> [Float] {
        let width = SpeakerLayer.width
        let none = [UInt8](repeating: UInt8(distances + levels), count: rows)
        return [Float](unsafeUninitializedCapacity: rows * width) { out, count in
            kernels.role_hidden(a, b, c, table.start, none, none, none, Int64(rows), Int64(width), out.baseAddress)
            count = rows * width
        }
    }

    private var levels: Int { table.count / SpeakerLayer.width - distances - 1 }
}
