import Testing

@testable import Gathering

struct PageWorkerTests {
    private func text(_ answer: Result<PageAnswer, PageAnswer.Refusal>) -> String? {
        if case .success(.page(let page)) = answer { page.text } else { nil }
    }

    private func refusal(_ command: [String]?, _ seconds: Double = 5) -> PageAnswer.Refusal? {
        let request = PageRequest(kind: .page, bytes: Array(repeating: 1, count: 1 << 20))
        guard case .failure(let refusal) = PageWorker(command: command, seconds: seconds).answer(to: request) else { return nil }
        return refusal
    }

    @Test func withoutAWorkerThePageIsRefusedWithARemedy() {
        #expect(refusal(nil)?.remedy == "run make setup in the repository")
        #expect(refusal(["/nowhere/python"])?.reason == "what reads pages and PDFs could not be started")
    }

    @Test func aWorkerThatDiesIsToldFromOneThatIsLate() {
        #expect(refusal(["/bin/sh", "-c", "echo ready"])?.reason == "what takes it apart died of it")
        #expect(
            refusal(["/bin/sh", "-c", "echo ready; while read line; do :; done"], 0.2)?.reason.contains("took longer") == true)
        #expect(refusal(["/bin/sh", "-c", "echo ready; exec sleep 60"], 0.2)?.reason.contains("took longer") == true)
    }

    @Test func aDeadWorkerIsStartedAnew() throws {
        let folder = try TemporaryFolder()
        let answer = #"{"id":1,"article":{"replaced":0,"text":"Velm."}}"#
        let script =
            "echo ready; if [ -e \(folder.path)/once ]; then read line; echo '\(answer)'; cat >/dev/null; else : >\(folder.path)/once; fi"
        let worker = PageWorker(command: ["/bin/sh", "-c", script], seconds: 5)
        #expect(text(worker.answer(to: PageRequest(kind: .page, bytes: [1]))) == nil)
        #expect(text(worker.answer(to: PageRequest(kind: .page, bytes: [1]))) == "Velm.")
    }

    /// A worker that answers with the number of its process, once a second one has begun to answer as well.
    @Test func twoWorkersAnswerAtOnceAndEachRequestGetsItsOwnAnswer() throws {
        let folder = try TemporaryFolder()
        let script = """
            echo ready; while read line; do head -c 1 >\(folder.path)/$$
            while [ $(ls \(folder.path) | wc -l) -lt 2 ]; do :; done
            echo "{\\"id\\":1,\\"article\\":{\\"replaced\\":0,\\"text\\":\\"$(cat \(folder.path)/$$)\\"}}"; done
            """
        let workers = PageWorkers(count: 2, command: ["/bin/bash", "-c", script], seconds: 20)
        let pending = "abcdef".utf8.map { workers.submit(PageRequest(kind: .page, bytes: [$0])) }
        #expect(pending.map { text($0.wait()) } == ["a", "b", "c", "d", "e", "f"])
    }
}
