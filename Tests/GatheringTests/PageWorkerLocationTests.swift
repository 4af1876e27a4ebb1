import Foundation
import TestSupport
import Testing

@testable import Gathering

struct PageWorkerLocationTests {
    /// A folder that holds empty programs, and texts.
    private func folder(_ programs: [String], _ texts: [String: String] = [:]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in programs {
            let path = try folder.write(name, "")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        for (name, text) in texts { try folder.write(name, text) }
        return folder
    }

    @Test func aRepositoryHasAnInterpreterOfItsOwn() throws {
        let folder = try folder([".setup/pages/bin/python", "Pages/worker.py"])
        let location = PageWorkerLocation(environment: [:], executable: folder.path + "/.build/release/dixit")
        #expect(location.command?.first == folder.path + "/.setup/pages/bin/python")
        #expect(location.command?.last == folder.path + "/Pages/worker.py")
    }

    @Test func whatWasInstalledNamesTheInterpreterThatItNeeds() throws {
        let folder = try folder(
            ["lib/dixit/pages/worker.py", "other/python3.11"], ["lib/dixit/pages/interpreter": "python3.11\n"])
        let program = folder.path + "/bin/dixit"
        let found = PageWorkerLocation(environment: ["PATH": "/nowhere:\(folder.path)/other"], executable: program)
        #expect(found.command?.first == folder.path + "/other/python3.11")
        #expect(found.command?.last == folder.path + "/lib/dixit/pages/worker.py")
        let missing = PageWorkerLocation(environment: ["PATH": "/nowhere"], executable: program)
        #expect(missing.command == nil && missing.remedy.hasPrefix("install python3.11, or name"))
        let named = PageWorkerLocation(environment: ["PATH": "", "DIXIT_PYTHON": "/opt/python"], executable: program)
        #expect(named.command?.first == "/opt/python")
    }

    @Test func aFolderThatIsNamedIsTheOnlyOne() throws {
        let folder = try folder([".setup/pages/bin/python", "Pages/worker.py"])
        let program = folder.path + "/bin/dixit"
        #expect(PageWorkerLocation(environment: ["DIXIT_PAGES": "/nowhere"], executable: program).command == nil)
        #expect(PageWorkerLocation(environment: ["DIXIT_PAGES": folder.path], executable: "/bin/dixit").command != nil)
        #expect(PageWorkerLocation(environment: [:], executable: "/nowhere/dixit").remedy == "run make setup in the repository")
    }
}
