import Neural
import Prose
import TestSupport
import Testing

@testable import Reading

@Suite struct HeadTests {
    private func states(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count * Encoder.hidden).map { _ in Float.random(in: -scale...scale, using: &generator) }
    }

    private func rows(_ states: [Float]) -> [[Double]] {
        stride(from: 0, to: states.count, by: 384).map { states[$0..<$0 + 384].map(Double.init) }
    }

    @Test(arguments: [1..<2, 8..<11])
    func theRoleScoresAreThoseThatTheTrainingWritesDown(cue: Range<Int>) throws {
        let text = "“We go ‘now’ or never,”\n\nsaid Ana told us.\n\n“No.” He went.\n\nSo it is"
        let words = try Repository.wordPiece().read(text).words
        #expect(words.count > 20 && Set(words.map(\.paragraph)).count == 4)
        let states = states(words.count, seed: 21), file = try Repository.modelFile(), workspace = Workspace(engine: .portable)
        let scorer = try RoleScorer(file)
        let found = scorer.scores(scorer.prepare(words, states: states, workspace), cue: cue, in: words.indices, workspace)
        let first = words[cue.lowerBound]
        let places = words.enumerated().map { i, word in
            let quotation = [(word.quotation == 0, first.quotation == 0)].map { outside, cueOutside in
                word.quotation == first.quotation ? (outside ? 0 : 3) : outside ? 2 : cueOutside ? 1 : 4
            }[0]
            return [
                RoleScorer.distanceBucket(of: i, from: cue), 27 + Int(min(2, max(-2, word.paragraph - first.paragraph))),
                30 + quotation,
            ]
        }
        let expected = try PlainHeads(file: file).roles(rows(states), cue: cue, rows: places)
        #expect(abs(Double(found.sourceless) - expected.sourceless) < 1e-3)
        for (p, q) in zip(found.potentials, expected.potentials) {
            let p = [p.inSource, p.inContent, p.beginSource, p.endSource, p.beginContent, p.endContent]
            #expect(zip(p, q).allSatisfy { abs(Double($0) - $1) < 1e-3 })
        }
        #expect(found.potentials.count == words.count)
    }

    @Test func theScoresOfSpeakersAreThoseThatTheTrainingWritesDown() throws {
        let file = try Repository.modelFile(), workspace = Workspace(engine: .portable)
        let (ofStatement, ofCandidate) = (SpeakerScene.statementWidth, SpeakerScene.entityWidth + SpeakerScene.pairWidth)
        let layer = try SpeakerLayer(file, ofStatement: ofStatement, ofCandidate: ofCandidate, distances: 16, levels: 4)
        let mentions = states(3, seed: 1), query = states(2, seed: 2)
        let statement = Array(states(1, seed: 3)[..<ofStatement]), candidates = Array(states(1, seed: 4)[..<(2 * ofCandidate)])
        let rows = [(0, 0, 2, 1), (1, 0, 9, 0), (2, 1, 15, 3)].map {
            SpeakerLayer.Row(mention: $0.0, candidate: $0.1, distance: $0.2, level: $0.3)
        }
        let hidden = layer.hidden(
            of: rows, layer.mentions(mentions, count: 3, workspace), query: query, ofStatement: statement,
            ofCandidates: candidates, candidates: 2, workspace)
        let scores = layer.scores(of: hidden, workspace)
        for (row, score) in zip(rows, scores) {
            let candidate = candidates[row.candidate * ofCandidate..<(row.candidate + 1) * ofCandidate].map(Double.init)
            let expected = try PlainHeads(file: file).speaker(
                source: self.rows(query)[0], cue: self.rows(query)[1], statement: statement.map(Double.init),
                mention: self.rows(mentions)[row.mention], candidate: candidate, distance: Int(row.distance),
                level: Int(row.level))
            #expect(abs(Double(score) - expected) < 1e-3)
        }
        #expect(scores.count == rows.count)
    }

    @Test(arguments: [0..<3, 4..<19, 6..<22])
    func theScoresOfSomeWordsAreThoseThatTheyHaveAmongAll(range: Range<Int>) throws {
        let words = try Repository.wordPiece().read("“We go ‘now’ or never,”\n\nsaid Ana told us.\n\n“No.” He went.\n\nSo it is")
            .words
        let states = states(words.count, seed: 5), workspace = Workspace(engine: .portable)
        let scorer = try RoleScorer(try Repository.modelFile())
        let window = scorer.prepare(words, states: states, workspace)
        let all = scorer.scores(window, cue: 8..<9, in: words.indices, workspace)
        let some = scorer.scores(window, cue: 8..<9, in: range, workspace)
        #expect(some.potentials.count == range.count && some.sourceless == all.sourceless)
        for (p, q) in zip(some.potentials, all.potentials[range]) {
            #expect(abs(p.inContent - q.inContent) < 1e-4 && abs(p.inSource - q.inSource) < 1e-4)
            #expect(abs(p.beginContent - q.beginContent) < 1e-4 && abs(p.endSource - q.endSource) < 1e-4)
        }
    }

    @Test func cuesBeginWhereTheirProbabilitySaysAndGoOnWhileInsideIsLikeliest() throws {
        let file = try Repository.modelFile()
        let text =
            "Petra Holl did not say when. “No,” Ana said. Ivo was accused of lying. According to Lena Marsh, he denies it and has"
        let states = try encoded(try Repository.wordPiece().read(text), file)
        let words = states.count / Encoder.hidden
        let probabilities = try rows(states).map { try PlainHeads(file: file).cue($0) }
        let decides = { (word: Int) in word > 1 && word != 12 }
        var expected: [Range<Int>] = []
        for (i, p) in probabilities.enumerated() where p[1] >= 0.05 && decides(i) && i >= expected.last?.upperBound ?? 0 {
            let end = probabilities.indices.dropFirst(i + 1).first {
                probabilities[$0][2] <= max(probabilities[$0][0], probabilities[$0][1])
            }
            expected.append(i..<(end ?? words))
        }
        let found = try CueTagger(file, .anywhere).candidates(
            states, words: words, Workspace(engine: .portable), decides: decides)
        #expect(found.map(\.words) == expected)
        #expect(found.count > 2 && found.contains { $0.words.count > 1 })
        for cue in found { #expect(abs(cue.probability - probabilities[cue.words.lowerBound][1]) < 1e-3) }
    }

    /// The state of each word of a short text, at its first piece.
    private func encoded(_ worded: WordedText, _ file: ModelFile) throws -> [Float] {
        let pieces = zip(worded.pieces, worded.pieceWord).map { id, word in
            let word = worded.words[Int(word)]
            return Encoder.Piece(id: id, shape: word.shape.rawValue, gap: word.gap.rawValue, quote: word.quote.rawValue)
        }
        let workspace = Workspace(engine: .portable)
        let states = try Encoder(file, engine: .portable).encode([.start] + pieces + [.end], in: workspace)
        return withExtendedLifetime(workspace) {
            worded.words.flatMap { word in (0..<Encoder.hidden).map { states[(word.firstPiece + 1) * Encoder.hidden + $0] } }
        }
    }
}
