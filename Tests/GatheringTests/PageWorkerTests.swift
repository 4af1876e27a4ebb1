import Testing

@testable import Gathering

struct PageWorkerTests {
    private func refusal(_ command: [String]?, _ seconds: Double = 5) -> PageWorker.Refusal? {
        do throws(PageWorker.Refusal) {
            _ = try PageWorker(command: command, seconds: seconds).article(in: Array(repeating: 1, count: 1 << 20), .page)
            return nil
        } catch { return error }
    }

    @Test func withoutAWorkerThePageIsRefusedWithARemedy() {
        #expect(refusal(nil)?.remedy == "run Setup/pages.sh in the repository")
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
        #expect(throws: PageWorker.Refusal.self) { try worker.article(in: [1], .page) }
        #expect(try worker.article(in: [1], .page).text == "Velm.")
    }
}
