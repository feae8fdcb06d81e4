import Foundation
import Testing
import Wording

@Suite("A path with a tilde")
struct UserPathTests {
  @Test(
    "lies in $HOME, whatever the system says of the user",
    arguments: [("~", "/h"), ("~/", "/h/"), ("~/a b/c.json", "/h/a b/c.json")])
  func home(path: String, expanded: String) {
    #expect(UserPath.expanded(path, environment: ["HOME": "/h"]) == expanded)
  }

  @Test("is taken as it is where the tilde does not lead", arguments: ["a.json", "/tmp/~", "a~/b", ""])
  func others(path: String) {
    #expect(UserPath.expanded(path, environment: ["HOME": "/h"]) == path)
  }

  @Test("lies in the home that the system knows where $HOME is not set", arguments: [[:], ["HOME": ""]])
  func withoutHome(environment: [String: String]) {
    #expect(UserPath.expanded("~/x", environment: environment) == NSHomeDirectory() + "/x")
  }

  @Test("is another user's where it names one")
  func otherUser() {
    #expect(UserPath.expanded("~root/x", environment: ["HOME": "/h"]) == "/root/x")
  }
}
