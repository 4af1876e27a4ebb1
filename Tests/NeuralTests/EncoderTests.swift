import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Neural

private let model = Result { try ModelFile(path: Repository.made("Models/reader.model")) }

@Suite struct EncoderTests {
    private static let engines = Engine.allCases.filter(\.isAvailable)

    /// A window of `count` pieces, the marks at its ends counted.
    private func window(_ count: Int, seed: UInt64 = 15) -> [Encoder.Piece] {
        var generator = SeededGenerator(seed: seed)
        let between = (0..<max(0, count - 2)).map { _ in
            Encoder.Piece(
                id: .random(in: 1000..<30522, using: &generator), shape: .random(in: 0...6, using: &generator),
                gap: .random(in: 0...3, using: &generator), quote: .random(in: 0...3, using: &generator))
        }
        return Array(([.start] + between + [.end]).prefix(count))
    }

    private func states(_ window: [Encoder.Piece], _ encoder: Encoder, _ workspace: Workspace) -> [Float] {
        Array(UnsafeBufferPointer(start: encoder.encode(window, in: workspace), count: window.count * Encoder.hidden))
    }

    private func states(_ window: [Encoder.Piece], _ engine: Engine) throws -> [Float] {
        states(window, try Encoder(model.get(), engine: engine), Workspace(engine: engine))
    }

    @Test func bytesAreMultipliedOnEveryMachineAndTheBestEngineDoesSo() {
        #expect(Engine.portable.isAvailable && Engine.int8.isAvailable && Engine.best == .int8)
    }

    @Test func theStatesAreThoseThatTheTrainingWritesDown() throws {
        let window = [(101, 7, 0, 0), (2056, 1, 3, 2), (29602, 0, 1, 1), (102, 7, 0, 0)]
        let expected = try PlainEncoder(file: model.get()).states(window.map { (id: $0.0, shape: $0.1, gap: $0.2, quote: $0.3) })
        let pieces = window.map { Encoder.Piece(id: Int32($0.0), shape: UInt8($0.1), gap: UInt8($0.2), quote: UInt8($0.3)) }
        #expect(distance(try states(pieces, .portable), expected.flatMap { $0 }) < 1e-3)
    }

    @Test(.enabled(if: Engine.float.isAvailable), arguments: [1, 2, 17, 383, 384])
    func dixitsOwnKernelsGiveTheStatesOfOneDNN(pieces: Int) throws {
        let expected = try states(window(pieces), .float).map(Double.init)
        #expect(distance(try states(window(pieces), .portable), expected) < 1e-3)
        #expect(expected.contains { abs($0) > 0.1 })
    }

    @Test(arguments: [1, 2, 17, 383, 384])
    func bytesTurnNoStateAway(pieces: Int) throws {
        let exact = try states(window(pieces), .portable), found = try states(window(pieces), .int8)
        for at in stride(from: 0, to: exact.count, by: Encoder.hidden) {
            #expect(
                cosine(exact[at..<at + Encoder.hidden], found[at..<at + Encoder.hidden]) > 0.99, "piece \(at / Encoder.hidden)")
        }
    }

    @Test(arguments: engines)
    func everyFeatureOfAPieceIsSeen(engine: Engine) throws {
        let plain = try states([.start, .init(id: 2000, shape: 0, gap: 0, quote: 0), .end], engine)
        let others: [Encoder.Piece] = [
            .init(id: 2001, shape: 0, gap: 0, quote: 0), .init(id: 2000, shape: 1, gap: 0, quote: 0),
            .init(id: 2000, shape: 0, gap: 1, quote: 0), .init(id: 2000, shape: 0, gap: 0, quote: 1),
        ]
        for other in others { #expect(try states([.start, other, .end], engine) != plain) }
        #expect(try states([.start, .end, .init(id: 2000, shape: 0, gap: 0, quote: 0)], engine) != plain)
    }

    @Test(arguments: engines)
    func piecesThatNoModelHasAreReadAsTheNearestOnes(engine: Engine) throws {
        let odd: [Encoder.Piece] = [.init(id: -7, shape: 255, gap: 255, quote: 255), .init(id: .max, shape: 8, gap: 4, quote: 4)]
        let even: [Encoder.Piece] = [.init(id: 0, shape: 7, gap: 3, quote: 3), .init(id: 30521, shape: 0, gap: 0, quote: 0)]
        #expect(try states(odd, engine) == states(even, engine))
    }

    @Test(arguments: engines)
    func aWindowThatIsTooLongIsReadToItsLimit(engine: Engine) throws {
        let encoder = try Encoder(model.get(), engine: engine), workspace = Workspace(engine: engine)
        let expected = states(window(384), encoder, workspace)
        #expect(Array(states(window(384) + window(20), encoder, workspace).prefix(expected.count)) == expected)
    }

    @Test(arguments: engines)
    func whatWasInTheWorkspaceDoesNotMatter(engine: Engine) throws {
        let encoder = try Encoder(model.get(), engine: engine)
        let workspace = Workspace(engine: engine)
        for pieces in [5, 384, 16, 1] {
            let expected = states(window(pieces), encoder, Workspace(engine: engine))
            _ = encoder.encode(window(384, seed: 99), in: workspace)
            #expect(states(window(pieces), encoder, workspace) == expected)
            fill(workspace, with: .nan)
            #expect(states(window(pieces), encoder, workspace) == expected)
        }
    }

    @Test(arguments: engines)
    func manyThreadsAtOnceGiveTheBytesOfOne(engine: Engine) throws {
        let encoder = try Encoder(model.get(), engine: engine)
        let windows = (0..<8).map { window(40 + 11 * $0, seed: UInt64($0)) }
        let expected = windows.map { states($0, encoder, Workspace(engine: engine)) }
        let same = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            if states(windows[number % 8], encoder, Workspace(engine: engine)) == expected[number % 8] {
                same.add(1, ordering: .relaxed)
            }
        }
        #expect(same.load(ordering: .relaxed) == 16)
    }

    private func fill(_ workspace: Workspace, with value: Float) {
        let rows = Encoder.longest
        let parts = [
            (workspace.states, rows * Encoder.hidden), (workspace.floats, rows * Encoder.inner), (workspace.rowScale, rows),
            (workspace.qkv, rows * 3 * Encoder.hidden), (workspace.context, rows * Encoder.hidden),
            (workspace.attendScratch, Workspace.attendFloats),
        ]
        for (start, count) in parts { start.update(repeating: value, count: count) }
        if workspace.engine == .int8 {
            workspace.byteScratch.initializeMemory(as: UInt8.self, repeating: 0xFF, count: ByteProduct.scratchBytes)
        } else {
            workspace.inner.update(repeating: value, count: rows * Encoder.inner)
        }
        workspace.bytes.update(repeating: 0xFF, count: rows * Encoder.inner)
        workspace.rowZero.update(repeating: -1, count: rows)
    }

    private func cosine(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
        let dot = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let (x, y) = (a.reduce(0.0) { $0 + Double($1) * Double($1) }, b.reduce(0.0) { $0 + Double($1) * Double($1) })
        return dot / (x * y).squareRoot()
    }
}
