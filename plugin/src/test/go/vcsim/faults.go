// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// faultRule is one element of the faults file; README.md describes it.
type faultRule struct {
	Method      string   `json:"method"`
	ObjectType  string   `json:"objectType"`
	ObjectName  string   `json:"objectName"`
	MoID        string   `json:"moId"`
	Fault       string   `json:"fault"`
	Message     string   `json:"message"`
	Probability *float64 `json:"probability"`
	DelayMs     int      `json:"delayMs"`
	SkipCount   int      `json:"skipCount"`
	MaxCount    int      `json:"maxCount"`
}

var faultTypes = map[string]simulator.FaultType{
	"generic":               simulator.FaultTypeGeneric,
	"notAuthenticated":      simulator.FaultTypeNotAuthenticated,
	"noPermission":          simulator.FaultTypeNoPermission,
	"invalidArgument":       simulator.FaultTypeInvalidArgument,
	"methodNotFound":        simulator.FaultTypeMethodNotFound,
	"managedObjectNotFound": simulator.FaultTypeManagedObjectNotFound,
	"invalidState":          simulator.FaultTypeInvalidState,
	"resourceInUse":         simulator.FaultTypeResourceInUse,
	"insufficientResources": simulator.FaultTypeInsufficientResourcesFault,
	"networkFailure":        simulator.FaultTypeNetworkFailure,
	"timeout":               simulator.FaultTypeTimeout,
}

func addFaults(service *simulator.Service, file string) error {
	if file == "" {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var list []faultRule
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for i, f := range list {
		rule, err := f.rule()
		if err != nil {
			return fmt.Errorf("%s: rule %d: %w", file, i+1, err)
		}
		service.AddFaultRule(rule)
	}
	return nil
}

func (f faultRule) rule() (*simulator.FaultInjectionRule, error) {
	any := func(s string) string {
		if s == "" {
			return "*"
		}
		return s
	}
	rule := &simulator.FaultInjectionRule{
		MethodName:  any(f.Method),
		ObjectType:  any(f.ObjectType),
		ObjectName:  any(f.ObjectName),
		Probability: 1,
		Message:     f.Message,
		Delay:       f.DelayMs,
		SkipCount:   f.SkipCount,
		MaxCount:    f.MaxCount,
		Enabled:     true,
	}
	if f.Probability != nil {
		rule.Probability = *f.Probability
	}
	if f.MoID != "" {
		rule.InclusionPropertyFilter = func(obj mo.Reference) bool { return obj.Reference().Value == f.MoID }
	}
	if kind, ok := faultTypes[f.Fault]; ok {
		rule.FaultType = kind
		return rule, nil
	}
	// Any other fault of the API by its type name: TaskInProgress, HostNotConnected, RequestCanceled, ...
	if f.Fault != "" && strings.ToUpper(f.Fault[:1]) == f.Fault[:1] {
		if t, ok := types.TypeFunc()(f.Fault); ok {
			if fault, ok := reflect.New(t).Interface().(types.BaseMethodFault); ok {
				rule.FaultType, rule.Fault = simulator.FaultTypeCustom, fault
				return rule, nil
			}
		}
	}
	return nil, fmt.Errorf("unknown fault %q", f.Fault)
}
